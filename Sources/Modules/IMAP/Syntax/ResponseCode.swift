/// What stands in brackets before the text of a status response (RFC 9051, section 7.1, RFC 5530, RFC 4315).
enum ResponseCode: Equatable, Sendable {
    case capability([String])
    case uidValidity(UInt32)
    case uidNext(UInt32)
    case permanentFlags([String])
    case readOnly
    case readWrite
    /// UIDVALIDITY and UID of what was appended; several appends in one command are not made here.
    case appended(uidValidity: UInt32, uid: UInt32)
    /// Any other, by its name in capitals.
    case other(String)

    /// As a server writes it, for errors and for looking up.
    var name: String {
        switch self {
        case .capability: "CAPABILITY"
        case .uidValidity: "UIDVALIDITY"
        case .uidNext: "UIDNEXT"
        case .permanentFlags: "PERMANENTFLAGS"
        case .readOnly: "READ-ONLY"
        case .readWrite: "READ-WRITE"
        case .appended: "APPENDUID"
        case .other(let name): name
        }
    }
}

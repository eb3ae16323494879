/// What stands in brackets before the text of a status response (RFC 9051, section 7.1, RFC 5530).
enum ResponseCode: Equatable, Sendable {
    case capability([String])
    case uidValidity(UInt32)
    /// Any other, by its name in capitals.
    case other(String)

    /// As a server writes it, for errors and for looking up.
    var name: String {
        switch self {
        case .capability: "CAPABILITY"
        case .uidValidity: "UIDVALIDITY"
        case .other(let name): name
        }
    }
}

import Domain

/// What SEARCH looks for (RFC 3501, section 6.4.4).
indirect enum IMAPSearchKey: Hashable, Sendable {
    enum Field: String, Sendable {
        case from = "FROM"
        case to = "TO"
        case cc = "CC"
        case bcc = "BCC"
        case subject = "SUBJECT"
    }
    enum Comparison: Hashable, Sendable { case before, on, since }

    case all
    case flag(IMAPFlag, isSet: Bool)
    /// RECENT and not seen.
    case new
    case sequence(IMAPSequenceSet)
    case uid(IMAPSequenceSet)
    case field(Field, String)
    case header(String, String)
    case body(String)
    case text(String)
    case received(Comparison, Timestamp)
    case sent(Comparison, Timestamp)
    case larger(UInt32)
    case smaller(UInt32)
    case not(IMAPSearchKey)
    case either(IMAPSearchKey, IMAPSearchKey)
    case every([IMAPSearchKey])

    /// Whether flags, dates and numbers are enough to decide.
    var needsLetter: Bool {
        switch self {
        case .all, .flag, .new, .sequence, .uid, .received: false
        case .field, .header, .body, .text, .sent, .larger, .smaller: true
        case .not(let key): key.needsLetter
        case .either(let left, let right): left.needsLetter || right.needsLetter
        case .every(let keys): keys.contains(where: \.needsLetter)
        }
    }
}

/// One command of the client.
package enum SMTPCommand: Hashable, Sendable {
    case ehlo(String)
    case helo(String)
    case startTLS
    /// The mechanism, upper case, and the initial response, as it stands (RFC 4954, section 4).
    case auth(mechanism: String, initial: String?)
    case mail(SMTPSender)
    case rcpt(SMTPRecipient)
    case data
    /// So many octets follow the line (RFC 3030, section 2).
    case bdat(count: Int, isLast: Bool)
    case rset
    case noop
    case vrfy
    case help
    case quit
}

/// MAIL's argument.
package struct SMTPSender: Hashable, Sendable {
    package enum Body: String {
        case sevenBit = "7BIT"
        case eightBit = "8BITMIME"
        case binary = "BINARYMIME"
    }
    /// Empty for the null path, `<>`.
    package var address: String
    /// As the client declares it (RFC 1870).
    package var size: Int?
    package var body = Body.sevenBit
    package var isUTF8 = false
    /// RET and ENVID as written (RFC 3461).
    package var notification: [String: String] = [:]

    package init(address: String) { self.address = address }
}

/// RCPT's argument.
package struct SMTPRecipient: Hashable, Sendable {
    package var address: String
    /// NOTIFY and ORCPT as written (RFC 3461).
    package var notification: [String: String] = [:]

    package init(address: String) { self.address = address }
}

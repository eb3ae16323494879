internal import Domain
internal import MIME
internal import Mail

/// An envelope as this server can take it, with the parameters of MAIL.
struct WireEnvelope: Sendable, Hashable {
    let sender: String
    let recipients: [String]
    /// Begins with a space unless empty.
    let parameters: String

    /// Refuses before MAIL what the server could only refuse later, or would break.
    init(_ envelope: Envelope, _ message: OutgoingMessage, _ offered: SMTPCapabilities) throws(MailError) {
        guard !envelope.recipients.isEmpty else { throw .invalid(field: "to", reason: "there is no recipient") }
        if let limit = offered.sizeLimit, message.bytes.count > limit {
            throw .tooLarge("the message has \(message.bytes.count) bytes, and the server takes \(limit)")
        }
        if message.isEightBit, !offered.eightBitMIME {
            throw .unsupported("the server does not take bytes beyond ASCII (8BITMIME)")
        }
        let isInternational =
            message.hasInternationalHeader || ([envelope.sender] + envelope.recipients).contains(where: \.needsSMTPUTF8)
        guard !isInternational || offered.smtpUTF8 else {
            throw .unsupported("the server does not take international addresses and headers (SMTPUTF8)")
        }
        sender = try Self.path(envelope.sender, "from", isInternational)
        var paths: [String] = []
        for recipient in envelope.recipients { paths.append(try Self.path(recipient, "to", isInternational)) }
        recipients = paths
        parameters =
            (offered.size ? " SIZE=\(message.bytes.count)" : "") + (message.isEightBit ? " BODY=8BITMIME" : "")
            + (isInternational ? " SMTPUTF8" : "")
    }

    /// Without SMTPUTF8 a domain is written in A-labels (RFC 5890).
    private static func path(
        _ address: EmailAddress, _ field: String, _ isInternational: Bool
    ) throws(MailError) -> String {
        if isInternational || address.domain.utf8.allSatisfy({ $0 < 0x80 }) { return address.description }
        guard let domain = HostName.ascii(address.domain) else {
            throw .invalid(field: field, reason: "a domain that cannot be written in A-labels")
        }
        return "\(address.localPart)@\(domain)"
    }
}

import Domain
import Mail

@testable import SMTP

extension SMTPSubmission {
    /// For tests to which nothing but bytes and envelope matters.
    func submit(
        _ bytes: [UInt8], under envelope: Envelope, until deadline: Deadline,
        handover: @Sendable () async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt {
        guard let messageID = InternetMessageID(rawValue: "<a@example.com>") else {
            preconditionFailure("that is an identifier")
        }
        let message = OutboundMessage(
            bytes: bytes, envelope: envelope, messageID: messageID,
            from: NamedAddress(address: envelope.sender.description))
        return try await submit(message, until: deadline) { (_) throws(MailError) in try await handover() }
    }
}

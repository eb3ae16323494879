import Domain
import JSON
import Mail
import Synchronization
import Testing

@testable import Graph

/// What a test sends, and what it learns of it.
final class Outgoing: Sendable {
    private let evidence = Mutex<[String?]>([])

    /// What each hand-over was told.
    var handovers: [String?] { evidence.withLock { $0 } }

    static let mime = Array("From: ann@example.com\r\nTo: bo@example.com\r\nMessage-ID: <a@b>\r\n\r\nHi\r\n".utf8)
    /// What Exchange says of such a draft.
    static let listed = #""internetMessageId":"<a@b>","toRecipients":[{"emailAddress":{"address":"BO@example.com"}}]"#

    static func message(
        from: NamedAddress = NamedAddress(address: "Ann@Example.com"), sender: NamedAddress? = nil,
        to recipients: [String] = ["bo@example.com"], attachments: [OutboundAttachment] = []
    ) throws -> OutboundMessage {
        OutboundMessage(
            bytes: mime, attachments: attachments,
            envelope: Envelope(
                sender: try #require(EmailAddress(from.address)),
                recipients: try recipients.map { try #require(EmailAddress($0)) }),
            messageID: try #require(InternetMessageID(rawValue: "<a@b>")), from: from, sender: sender)
    }

    static func submission(over channel: GraphChannel) -> GraphSubmission {
        let account = Account(
            id: AccountID(unchecked: "acc_1"), address: "ann@example.com", username: "ann@example.com",
            authentication: .password, graph: channel.place, createdAt: Timestamp(secondsSince1970: 0))
        return GraphSubmission(account: account, channel: channel)
    }

    /// `handover` is what the hand-over throws. Returns when everything is cleaned up.
    func send(
        _ message: OutboundMessage, over rig: Rig, handover: MailError? = nil
    ) async -> Result<SubmissionReceipt, MailError> {
        let submission = Self.submission(over: rig.channel)
        let result = await send(message, by: submission, handover: handover)
        await submission.close()
        return result
    }

    private func send(
        _ message: OutboundMessage, by submission: GraphSubmission, handover: MailError?
    ) async -> Result<SubmissionReceipt, MailError> {
        do throws(MailError) {
            let receipt = try await submission.submit(message, until: .after(.seconds(3_600))) {
                (evidence) throws(MailError) in
                self.evidence.withLock { $0.append(evidence) }
                if let handover { throw handover }
            }
            return .success(receipt)
        } catch {
            return .failure(error)
        }
    }
}

/// Content whose byte at `n` is told by `n`, and which remembers the longest read.
final class CountedContent: ContentSource {
    private let longest = Mutex(0)
    let size: Int
    var longestRead: Int { longest.withLock { $0 } }

    init(_ size: Int) { self.size = size }

    func read(offset: Int, length: Int) throws(MailError) -> [UInt8] {
        guard offset >= 0, offset + length <= size else { throw .storage("behind the end") }
        longest.withLock { $0 = max($0, length) }
        return (offset..<offset + length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    }

    func attachment(_ name: String? = "a.bin", isInline: Bool = false, contentID: String? = nil) -> OutboundAttachment {
        OutboundAttachment(
            filename: name, contentType: "application/x-a", isInline: isInline, contentID: contentID, size: size,
            content: self)
    }
}

extension Result {
    var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}

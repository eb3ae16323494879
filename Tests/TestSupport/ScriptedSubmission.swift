package import Domain
package import Mail
internal import Synchronization

/// A way out that does what a test tells it to, and remembers what it took.
package final class ScriptedSubmission: Submission {
    package typealias Handover = @Sendable () async throws(MailError) -> Void
    package typealias Body = @Sendable (Handover) async throws(MailError) -> Void

    private let body: Mutex<Body>
    private let taken = Mutex<[(message: [UInt8], envelope: Envelope)]>([])
    private let tried = Mutex(0)
    private let verification: MailError?

    /// `body` is run for each message; when it returns, the message was accepted.
    package init(
        verification: MailError? = nil,
        _ body: @escaping Body = { (handover) throws(MailError) in try await handover() }
    ) {
        self.body = Mutex(body)
        self.verification = verification
    }

    /// What was accepted.
    package var messages: [(message: [UInt8], envelope: Envelope)] { taken.withLock { $0 } }
    package var attempts: Int { tried.withLock { $0 } }

    package func from(now body: @escaping Body) { self.body.withLock { $0 = body } }

    package func submit(
        _ message: [UInt8], under envelope: Envelope, until deadline: Deadline, handover: Handover
    ) async throws(MailError) -> SubmissionReceipt {
        tried.withLock { $0 += 1 }
        let body = body.withLock { $0 }
        try await body(handover)
        taken.withLock { $0.append((message, envelope)) }
        let reply = ServerReply(code: 250, enhancedCode: "2.0.0", text: "queued as 1")
        let results = envelope.recipients.indices.map { RecipientResult(index: $0, accepted: true, reply: reply) }
        return SubmissionReceipt(reply: reply, queueID: "1", recipients: results)
    }

    package func verify(until deadline: Deadline) async throws(MailError) {
        if let verification { throw verification }
    }

    package func close() async {}
}

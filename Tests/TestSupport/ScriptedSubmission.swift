package import Domain
package import Mail
internal import Synchronization

/// A way out that does what a test tells it to, and remembers what it took.
package final class ScriptedSubmission: Submission {
    package typealias Handover = @Sendable () async throws(MailError) -> Void
    package typealias Body = @Sendable (Handover) async throws(MailError) -> Void

    private let body: Mutex<Body>
    private let taken = Mutex<[OutboundMessage]>([])
    private let tried = Mutex(0)
    private let limits = Mutex<[Deadline]>([])
    private let asked = Mutex<[String]>([])
    private let known = Mutex<Result<Set<String>, MailError>>(.success([]))
    private let verification: MailError?
    private let evidence: String?
    package let service: MailServiceKind
    package let form: SubmissionForm

    /// `body` is run for each message; when it returns, the message was accepted.
    package init(
        verification: MailError? = nil, service: MailServiceKind = .smtp, form: SubmissionForm = SubmissionForm(),
        evidence: String? = nil,
        _ body: @escaping Body = { (handover) throws(MailError) in try await handover() }
    ) {
        self.body = Mutex(body)
        self.verification = verification
        self.service = service
        self.form = form
        self.evidence = evidence
    }

    /// What was accepted.
    package var messages: [OutboundMessage] { taken.withLock { $0 } }
    package var attempts: Int { tried.withLock { $0 } }

    /// Until when each message was to be handed over.
    package var deadlines: [Deadline] { limits.withLock { $0 } }

    /// For which evidence it was asked whether the message was taken, in order.
    package var questions: [String] { asked.withLock { $0 } }

    /// Of what it says from now on that it was taken; nothing, when not told. Or why it cannot say anything.
    package func knows(_ evidence: Result<Set<String>, MailError>) { known.withLock { $0 = evidence } }

    package func from(now body: @escaping Body) { self.body.withLock { $0 = body } }

    package func submit(
        _ message: OutboundMessage, until deadline: Deadline,
        handover: @Sendable (String?) async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt {
        tried.withLock { $0 += 1 }
        limits.withLock { $0.append(deadline) }
        let body = body.withLock { $0 }
        try await body { () throws(MailError) in try await handover(evidence) }
        taken.withLock { $0.append(message) }
        let reply = ServerReply(code: 250, enhancedCode: "2.0.0", text: "queued as 1")
        let results = message.envelope.recipients.indices.map {
            RecipientResult(index: $0, accepted: true, reply: reply)
        }
        return SubmissionReceipt(reply: reply, queueID: "1", recipients: results)
    }

    package func wasTaken(_ evidence: String, until deadline: Deadline) async throws(MailError) -> Bool {
        asked.withLock { $0.append(evidence) }
        return try known.withLock { $0 }.get().contains(evidence)
    }

    package func verify(until deadline: Deadline) async throws(MailError) {
        if let verification { throw verification }
    }

    package func close() async {}
}

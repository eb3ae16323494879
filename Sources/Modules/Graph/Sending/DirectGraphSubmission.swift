internal import Broker
package import Domain
package import Mail
internal import Transport

/// Sends by one request, the message in it as MIME, for whoever may send and not write: a draft needs `Mail.ReadWrite`
/// (reference sheet, sections A3 and C7).
///
/// Exchange puts the mailbox's own name into `From`, whatever the message says, so that no other is taken. It files a copy in
/// Sent Items, and leaves no evidence but that copy.
package struct DirectGraphSubmission: Submission {
    private let account: Account
    private let channel: GraphChannel

    package init(account: Account, channel: GraphChannel) {
        self.account = account
        self.channel = channel
    }

    package var service: MailServiceKind { .graph }

    package var form: SubmissionForm {
        SubmissionForm(
            maximumWholeBytes: channel.settings.requestLimit / 4 * 3, separateHint: Self.noDrafts, takesEnvelope: false,
            readsBlindCopies: true, authors: authors, judgesRecipients: false)
    }

    /// What the mailbox is called; that the address is one of its names, whoever set it has said.
    private var authors: Set<String> {
        let names = [account.address, account.username, account.identity?.email, account.identity?.username]
        return Set(names.compactMap { $0.flatMap(EmailAddress.init)?.comparable })
    }

    package func submit(
        _ message: OutboundMessage, until deadline: Deadline,
        handover: @Sendable (String?) async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt {
        let call = GraphCall(
            .post, .mailbox("sendMail"), body: .mime(message.bytes), about: .account, repetition: .never)
        let answer = try await channel.send(call, hasDraft: false, until: deadline) { () throws(MailError) in
            if Task.isCancelled { throw .cancelled }
            try await handover(nil)
        }
        return SubmissionReceipt(acceptedByGraph: message, status: answer.status)
    }

    /// There is never any evidence.
    package func wasTaken(_ evidence: String, until deadline: Deadline) async throws(MailError) -> Bool { false }

    /// The permission to send opens nothing that could be looked at: whether there is a token is all that can be tried.
    package func verify(until deadline: Deadline) async throws(MailError) {
        _ = try await channel.token(until: deadline)
    }

    /// The connections are the transport's.
    package func close() async {}

    private static let noDrafts =
        "a message as long as this one travels over a draft, which takes the permission Mail.ReadWrite: add it to the"
        + " app's extraScopes and sign in again"
}

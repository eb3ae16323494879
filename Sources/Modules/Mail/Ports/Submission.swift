package import Domain

/// One way out for one account: SMTP or Graph.
package protocol Submission: ServiceClient {
    /// What this way can carry; no contact is made.
    var form: SubmissionForm { get }

    /// Hands one message over, once.
    ///
    /// `handover` is awaited right before the step after which the provider may have the message (the dot after DATA,
    /// the POST that sends the draft): when it throws, nothing has been sent, and its error is thrown on. It is given
    /// the evidence by which `wasTaken` can find out later, where there is any. An error other than
    /// `sendOutcomeUnknown` means that the message was not accepted.
    ///
    /// The deadline is that of everything before `handover`. The answer afterwards is waited for as long as the protocol
    /// wants a client to wait, if that is longer.
    func submit(
        _ message: OutboundMessage, until deadline: Deadline,
        handover: @Sendable (_ evidence: String?) async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt

    /// Whether the provider is known to have taken the message that was handed over with this evidence. False proves
    /// nothing: it may have it all the same.
    func wasTaken(_ evidence: String, until deadline: Deadline) async throws(MailError) -> Bool
}

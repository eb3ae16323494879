package import Domain

/// The way out for one account: SMTP, or Graph beside it.
package protocol Submission: Sendable {
    /// Hands one message over, once.
    ///
    /// `handover` is awaited right before the step after which the provider may have the message (the dot after DATA,
    /// the POST): when it throws, nothing has been sent, and its error is thrown on. An error other than
    /// `sendOutcomeUnknown` means that the message was not accepted.
    ///
    /// The deadline is that of everything before `handover`. The answer afterwards is waited for as long as the protocol
    /// wants a client to wait, if that is longer.
    func submit(
        _ message: [UInt8], under envelope: Envelope, until deadline: Deadline,
        handover: @Sendable () async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt

    /// Signs in and out again without sending anything.
    func verify(until deadline: Deadline) async throws(MailError)

    func close() async
}

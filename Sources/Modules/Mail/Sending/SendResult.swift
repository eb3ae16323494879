package import Domain

/// The provider has the message.
package struct SendResult: Sendable, Hashable {
    /// The journal's name for this send.
    package var id: String
    package var messageID: InternetMessageID
    package var receipt: SubmissionReceipt
    /// Absent when an earlier send's result is told again.
    package var sentCopy: SentCopyOutcome?
}

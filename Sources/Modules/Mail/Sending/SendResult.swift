package import Domain

/// The provider has the message.
package struct SendResult: Sendable, Hashable {
    /// The journal's name for this send.
    package var id: String
    package var messageID: InternetMessageID
    /// In the order of the receipt's results.
    package var recipients: [EmailAddress]
    package var receipt: SubmissionReceipt
    /// Absent when an earlier send's result is told again.
    package var sentCopy: SentCopyOutcome?
}

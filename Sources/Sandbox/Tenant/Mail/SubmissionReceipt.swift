/// What became of a message that the post office accepted.
package struct SubmissionReceipt: Sendable {
    package var record: SentRecord
    /// The mailboxes into whose Inbox it went.
    package var delivered: [GUID]
    /// Addresses elsewhere, to which nothing is really sent.
    package var forwarded: [String]
    /// Addresses for which the sender got a non-delivery report.
    package var bounced: [String]
}

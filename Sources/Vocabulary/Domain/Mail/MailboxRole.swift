/// What a mailbox is for (RFC 6154, and `inbox` and `outbox` beside it).
package enum MailboxRole: String, Codable, CaseIterable, Hashable, Sendable {
    case inbox, drafts, sent, trash, junk, archive, all, flagged, important, outbox
}

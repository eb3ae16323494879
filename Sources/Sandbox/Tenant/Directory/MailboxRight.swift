/// What Exchange lets somebody do with somebody else's mailbox (reference sheet §D1, §D3).
package enum MailboxRight: String, CaseIterable, Hashable, Sendable {
    case fullAccess = "FullAccess"
    case sendAs = "SendAs"
    case sendOnBehalf = "SendOnBehalf"
}

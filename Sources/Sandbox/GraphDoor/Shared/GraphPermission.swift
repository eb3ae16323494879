internal import Tenant

/// What a token has to hold for a call on a mailbox: any one of these (reference sheet §A3, §D).
struct GraphPermission: Sendable, Hashable {
    /// Scopes that do for the signed-in person's own mailbox, beside the shared ones.
    let delegated: Set<String>
    /// Scopes that do for somebody else's, given a right on it.
    let shared: Set<String>
    /// Roles of an app that acts for itself.
    let application: Set<String>

    /// Folders, and messages without body, preview, attachments and extended properties.
    static let readBasic = GraphPermission(
        delegated: ["Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"],
        shared: ["Mail.ReadBasic.Shared", "Mail.Read.Shared", "Mail.ReadWrite.Shared"],
        application: ["Mail.ReadBasic", "Mail.ReadBasic.All", "Mail.Read", "Mail.ReadWrite"])
    static let read = GraphPermission(
        delegated: ["Mail.Read", "Mail.ReadWrite"], shared: ["Mail.Read.Shared", "Mail.ReadWrite.Shared"],
        application: ["Mail.Read", "Mail.ReadWrite"])
    static let readWrite = GraphPermission(
        delegated: ["Mail.ReadWrite"], shared: ["Mail.ReadWrite.Shared"], application: ["Mail.ReadWrite"])
    /// Not part of `readWrite`.
    static let send = GraphPermission(
        delegated: ["Mail.Send"], shared: ["Mail.Send.Shared"], application: ["Mail.Send"])
    static let readSettings = GraphPermission(
        delegated: ["MailboxSettings.Read", "MailboxSettings.ReadWrite"], shared: [],
        application: ["MailboxSettings.Read", "MailboxSettings.ReadWrite"])
    static let writeSettings = GraphPermission(
        delegated: ["MailboxSettings.ReadWrite"], shared: [], application: ["MailboxSettings.ReadWrite"])

    /// Whether a token's permissions do; rights on the mailbox are another matter.
    func isMet(by grant: AccessGrant, onOwnMailbox isOwn: Bool) -> Bool {
        if grant.isApplication { return !application.isDisjoint(with: grant.permissions) }
        return !shared.isDisjoint(with: grant.permissions)
            || isOwn && !delegated.isDisjoint(with: grant.permissions)
    }
}

internal import Tenant

/// The permissions that a mail program may meet. The names of the protocols' are valid at Graph as well, where they make
/// a token that Exchange does not take (reference sheet §A3); those of mail are also Outlook's own (§A4).
extension Permission {
    private static let both: Set<Audience> = [.graph, .outlook]

    static let delegated = [
        Permission(
            name: "User.Read", title: "Sign you in and read your profile",
            detail: "See your name, address and other basic details.", audiences: both),
        Permission(
            name: "User.ReadBasic.All", title: "Read the basic profiles of all users",
            detail: "See the names and addresses of the people in your organization.", audiences: [.graph],
            isWorkOnly: true),
        Permission(
            name: "User.Read.All", title: "Read the full profiles of all users",
            detail: "See everything in the profiles of the people in your organization.", audiences: [.graph],
            isWorkOnly: true, needsAdministrator: true),
        Permission(
            name: "Mail.ReadBasic", title: "Read your basic mail",
            detail: "See who wrote to you, when and about what, without bodies and attachments.", audiences: [.graph]),
        Permission(
            name: "Mail.Read", title: "Read your mail", detail: "See all mail in your mailbox.", audiences: both),
        Permission(
            name: "Mail.ReadWrite", title: "Read and write access to your mail",
            detail: "See, create, change and delete mail. It cannot send any.", audiences: both),
        Permission(name: "Mail.Send", title: "Send mail as you", detail: "Send mail in your name.", audiences: both),
        Permission(
            name: "Mail.Read.Shared", title: "Read your mail and mail shared with you",
            detail: "See mail in your mailbox and in those that you were given access to.", audiences: [.graph],
            isWorkOnly: true),
        Permission(
            name: "Mail.ReadWrite.Shared", title: "Read and write your mail and mail shared with you",
            detail: "Change mail in your mailbox and in those that you were given access to.", audiences: [.graph],
            isWorkOnly: true),
        Permission(
            name: "Mail.Send.Shared", title: "Send mail on behalf of others or yourself",
            detail: "Send mail in your name and in the names that you were given rights to.", audiences: [.graph],
            isWorkOnly: true),
        Permission(
            name: "MailboxSettings.Read", title: "Read your mailbox settings",
            detail: "See your time zone, automatic replies and the like.", audiences: [.graph]),
        Permission(
            name: "MailboxSettings.ReadWrite", title: "Read and write to your mailbox settings",
            detail: "Change your time zone, automatic replies and the like.", audiences: [.graph]),
        Permission(
            name: "IMAP.AccessAsUser.All", title: "Read and write access to your mail by IMAP",
            detail: "See and change all mail in your mailbox, by the IMAP protocol.", audiences: both),
        Permission(
            name: "POP.AccessAsUser.All", title: "Read and write access to your mail by POP",
            detail: "See and delete mail in your inbox, by the POP protocol.", audiences: both),
        Permission(
            name: "SMTP.Send", title: "Send mail as you by SMTP AUTH",
            detail: "Send mail in your name, by the SMTP protocol.", audiences: both),
    ]

    static let application = [
        Permission(
            name: "User.Read.All", title: "Read all users' full profiles",
            detail: "See every profile without anybody signed in.", audiences: [.graph]),
        Permission(
            name: "Mail.ReadBasic.All", title: "Read basic mail in all mailboxes",
            detail: "See senders and subjects in every mailbox without anybody signed in.", audiences: [.graph]),
        Permission(
            name: "Mail.Read", title: "Read mail in all mailboxes",
            detail: "See all mail of everybody without anybody signed in.", audiences: [.graph]),
        Permission(
            name: "Mail.ReadWrite", title: "Read and write mail in all mailboxes",
            detail: "Change all mail of everybody without anybody signed in.", audiences: [.graph]),
        Permission(
            name: "Mail.Send", title: "Send mail as any user",
            detail: "Send mail in anybody's name without anybody signed in.", audiences: [.graph]),
        Permission(
            name: "MailboxSettings.Read", title: "Read all users' mailbox settings",
            detail: "See everybody's mailbox settings without anybody signed in.", audiences: [.graph]),
        Permission(
            name: "MailboxSettings.ReadWrite", title: "Read and write all users' mailbox settings",
            detail: "Change everybody's mailbox settings without anybody signed in.", audiences: [.graph]),
        Permission(
            name: "IMAP.AccessAsApp", title: "Access mailboxes by IMAP",
            detail: "Use IMAP without anybody signed in, on the mailboxes it was given rights to.",
            audiences: [.outlook]),
        Permission(
            name: "POP.AccessAsApp", title: "Access mailboxes by POP",
            detail: "Use POP without anybody signed in, on the mailboxes it was given rights to.",
            audiences: [.outlook]),
        Permission(
            name: "SMTP.SendAsApp", title: "Send mail by SMTP AUTH",
            detail: "Use SMTP without anybody signed in, for the mailboxes it was given rights to.",
            audiences: [.outlook]),
    ]
}

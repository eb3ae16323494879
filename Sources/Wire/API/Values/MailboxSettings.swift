package import Domain

/// A mailbox without a sign-in of its own, as its operator describes it.
package struct MailboxSettings: Codable, Sendable {
    package var mailbox: EmailAddress
    package var name: String?
    package var sentCopy: SentCopyRule?
    package var roleOverrides: RoleOverrides?

    package init(
        mailbox: EmailAddress, name: String? = nil, sentCopy: SentCopyRule? = nil, roleOverrides: RoleOverrides? = nil
    ) {
        self.mailbox = mailbox
        self.name = name
        self.sentCopy = sentCopy
        self.roleOverrides = roleOverrides
    }
}

extension MailboxSettings: Described {
    package static let fields: [String: String] = [
        "mailbox": "The address of a mailbox that has no sign-in of its own.",
        "name": AccountSettings.fields["name"] ?? "",
        "sentCopy": AccountSettings.fields["sentCopy"] ?? "",
        "roleOverrides": AccountSettings.fields["roleOverrides"] ?? "",
    ]
}

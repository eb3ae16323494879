/// One user of the directory; a shared mailbox is one too, with its sign-in disabled (reference sheet §D1).
package struct Person: Sendable {
    package enum Purpose: String, Sendable { case user, shared }
    /// A mailbox's own SMTP AUTH setting, which beats the tenant's (§B5).
    package enum SMTPAuth: String, CaseIterable, Sendable { case inherited, enabled, disabled }

    /// The object id (`oid`).
    package let id: GUID
    package let tenant: GUID
    /// Compared without case.
    package var userPrincipalName: String
    /// Null in Graph for some users (§C1); the mailbox's address is this or the user principal name.
    package var mail: String?
    /// Further addresses at which mail reaches the mailbox; compared without case.
    package var aliases: [String] = []
    package var displayName: String
    package var givenName: String
    package var surname: String
    /// What the sign-in page compares. Not a secret: everybody's is printed at start.
    package var password: String
    package var purpose: Purpose = .user
    package var isAdministrator = false
    package var isDisabled = false
    /// Sign-ins need a second factor: refreshes end with AADSTS50076 until it is given at the page.
    package var needsSecondFactor = false
    /// False: no Exchange licence, so no mailbox (`MailboxNotEnabledForRESTAPI`).
    package var hasMailbox = true
    package var imapEnabled = true
    package var smtpAuth = SMTPAuth.inherited
    /// A language tag such as `en-US` or `de-DE`: folder names are localized by it.
    package var language = "en-US"
    package var timeZone = "UTC"
    /// The largest message that may be sent, in bytes; 35 MB (§B6).
    package var messageSizeLimit = 35 * 1024 * 1024

    package init(
        id: GUID, tenant: GUID, userPrincipalName: String, mail: String?, displayName: String, givenName: String,
        surname: String, password: String
    ) {
        self.id = id
        self.tenant = tenant
        self.userPrincipalName = userPrincipalName
        self.mail = mail
        self.displayName = displayName
        self.givenName = givenName
        self.surname = surname
        self.password = password
    }

    package var address: String { mail ?? userPrincipalName }
    package var isPersonal: Bool { tenant == TenantRecord.personalID }
}

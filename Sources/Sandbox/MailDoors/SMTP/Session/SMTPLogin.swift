import Tenant

/// Who signed in, and for which mailbox.
struct SMTPLogin {
    var grant: AccessGrant
    /// The owner of the mailbox that `user=` named.
    var mailbox: Person
}

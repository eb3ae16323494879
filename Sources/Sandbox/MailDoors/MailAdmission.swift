import Tenant

/// A sign-in that opens a mailbox.
struct MailAdmission {
    let grant: AccessGrant
    let owner: Person
    let mailbox: Mailbox
}

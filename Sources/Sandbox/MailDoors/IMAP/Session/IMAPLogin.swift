import Tenant

/// Who signed in, and to which mailbox.
struct IMAPLogin {
    var grant: AccessGrant
    /// What stood behind `user=`, in lower case.
    var name: String
    var owner: Person?
    /// Nil: authenticated, but not connected (reference sheet §B4).
    var mailbox: Mailbox?
    /// How many commands were told so.
    var refusals = 0
}

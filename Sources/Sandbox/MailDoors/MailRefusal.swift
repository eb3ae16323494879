import Tenant

/// Why a sign-in opens no mailbox. Each door has words of its own for it.
enum MailRefusal: Error {
    case token(TokenProblem)
    /// A good token for something else.
    case permission(AccessGrant)
    /// A good token, of somebody who has no right on the mailbox that was named, if there is one.
    case mailbox(AccessGrant)
}

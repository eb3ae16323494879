import Tenant

/// Who may open which mailbox at the mail doors (reference sheet §B2, §D1, §D3): whose token it is, what it permits, and
/// whether its holder has a right on the mailbox that `user=` names.
struct MailGate {
    let sandbox: Sandbox
    let right: MailboxRight
    /// Of these a token needs the one of its kind. Nil: any will do.
    let permission: (delegated: String, application: String)?

    func admit(_ response: XOAUTH2) throws(MailRefusal) -> MailAdmission {
        let grant: AccessGrant
        do throws(TokenProblem) {
            grant = try TokenGate(sandbox).grant(for: response.token, at: .outlook)
        } catch {
            throw .token(error)
        }
        if let permission,
            !grant.permissions.contains(grant.isApplication ? permission.application : permission.delegated)
        {
            throw .permission(grant)
        }
        guard let owner = sandbox.directory.person(named: response.user), owner.hasMailbox,
            grant.tenant == owner.tenant, sandbox.directory.holds(grant.principal, right, on: owner.id),
            let mailbox = sandbox.mailboxes.mailbox(of: owner.id)
        else { throw .mailbox(grant) }
        return MailAdmission(grant: grant, owner: owner, mailbox: mailbox)
    }
}

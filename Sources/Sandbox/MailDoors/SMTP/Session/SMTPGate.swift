import Tenant

/// Judges a sign-in, in Exchange's order: the token, whose it is, what it is for, whose mailbox, and whether that mailbox may
/// use SMTP at all (reference sheet §B5).
struct SMTPGate {
    let sandbox: Sandbox

    func admit(_ response: SMTPXOAUTH2) throws(SMTPRefusal) -> SMTPLogin {
        let grant: AccessGrant
        do throws(TokenProblem) {
            grant = try sandbox.tokens.grant(for: response.token, at: .outlook)
        } catch {
            throw .unsuccessful
        }
        if case .person(let id) = grant.principal, sandbox.directory.person(id)?.isDisabled ?? true {
            throw .incorrectCredentials
        }
        guard isPermitted(grant), let mailbox = sandbox.directory.person(named: response.user), mailbox.hasMailbox,
            sandbox.mailboxes.mailbox(of: mailbox.id) != nil, maySend(grant.principal, as: mailbox)
        else { throw .unsuccessful }
        try checkSubmission(of: mailbox)
        return SMTPLogin(grant: grant, mailbox: mailbox)
    }

    private func isPermitted(_ grant: AccessGrant) -> Bool {
        guard sandbox.facts[Facts.smtpScopeChecked] else { return true }
        return grant.permissions.contains(grant.isApplication ? "SMTP.SendAsApp" : "SMTP.Send")
    }

    /// An owner, or somebody with Send As: a delegate (§B2), or an app to which an administrator gave it (§D3).
    private func maySend(_ principal: Principal, as mailbox: Person) -> Bool {
        if principal == .person(mailbox.id) { return true }
        if case .person = principal, !sandbox.facts[Facts.smtpSharedUser] { return false }
        return sandbox.directory.holds(principal, .sendAs, on: mailbox.id)
    }

    private func checkSubmission(of mailbox: Person) throws(SMTPRefusal) {
        if mailbox.isPersonal, sandbox.facts[Facts.smtpPersonalRefused] { throw .disabledForMailbox }
        let isOnInTenant = sandbox.directory.tenant(mailbox.tenant)?.policies.smtpAuthEnabled ?? false
        if !sandbox.facts[Facts.smtpMailboxBeatsTenant], !isOnInTenant { throw .disabledForTenant }
        switch mailbox.smtpAuth {
        case .enabled: return
        case .disabled: throw .disabledForMailbox
        case .inherited:
            guard isOnInTenant else { throw .disabledForTenant }
            if mailbox.purpose == .shared, !sandbox.facts[Facts.smtpSharedInherits] { throw .disabledForMailbox }
        }
    }
}

import Tenant

/// Judges a sign-in: first as every mail door does, then whether the mailbox may use SMTP at all (reference sheet §B5).
struct SMTPGate {
    let sandbox: Sandbox

    func admit(_ response: XOAUTH2) throws(SMTPRefusal) -> SMTPLogin {
        let isScopeChecked = sandbox.facts[Facts.smtpScopeChecked]
        let permission = isScopeChecked ? (delegated: "SMTP.Send", application: "SMTP.SendAsApp") : nil
        let admission: MailAdmission
        do throws(MailRefusal) {
            admission = try MailGate(sandbox: sandbox, right: .sendAs, permission: permission).admit(response)
        } catch {
            if case .token(.disabled) = error { throw .incorrectCredentials }
            throw .unsuccessful
        }
        let mailbox = admission.owner
        if case .person(let holder) = admission.grant.principal, holder != mailbox.id,
            !sandbox.facts[Facts.smtpSharedUser]
        {
            throw .unsuccessful
        }
        try checkSubmission(of: mailbox)
        return SMTPLogin(grant: admission.grant, mailbox: mailbox)
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

extension Directory {
    /// What was consented to for a person, by them or for the whole tenant; with no person, for the app itself.
    package func consents(client: GUID, tenant: GUID, person: GUID?, audience: Audience) -> Set<String> {
        Set(
            consents.lazy.filter {
                $0.client == client && $0.tenant == tenant && $0.audience == audience
                    && ($0.person == nil || $0.person == person)
            }.map(\.permission))
    }

    /// Takes back what a person consented to, or, with no person, what an administrator did for the tenant.
    package func withdrawConsents(client: GUID, tenant: GUID, person: GUID?) {
        withState { state in
            state.consents = state.consents.filter {
                $0.client != client || $0.tenant != tenant || $0.person != person
            }
        }
    }

    package func consent(_ consent: Consent) { withState { _ = $0.consents.insert(consent) } }

    package var consents: Set<Consent> { withState { $0.consents } }

    package func grant(_ grant: MailboxGrant) { withState { _ = $0.grants.insert(grant) } }

    /// Whether there was such a grant.
    @discardableResult
    package func withdraw(_ grant: MailboxGrant) -> Bool { withState { $0.grants.remove(grant) != nil } }

    package var mailboxGrants: Set<MailboxGrant> { withState { $0.grants } }

    /// Whether somebody has a right on a mailbox. Its owner holds all.
    package func holds(_ principal: Principal, _ right: MailboxRight, on mailbox: GUID) -> Bool {
        if principal == .person(mailbox) { return true }
        return withState { $0.grants.contains(MailboxGrant(mailbox: mailbox, trustee: principal, right: right)) }
    }
}

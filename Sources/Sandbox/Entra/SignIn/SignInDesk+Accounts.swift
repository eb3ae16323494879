internal import Doorway
internal import Tenant

extension SignInDesk {
    func session(_ call: Call) -> Session? {
        call.request.cookies[Self.cookie].flatMap { entra.state.sessions.value($0, at: call.now) }
    }

    /// The signed-in people who may go on in a flow, with what they were last asked.
    func accounts(_ session: Session?, _ flow: Flow, _ call: Call) -> [Person] {
        guard let session, let app = entra.directory.registration(flow.purpose.client) else { return [] }
        return session.accounts.compactMap { entra.directory.person($0.person) }.filter { person in
            (try? flow.purpose.authority.admit(person, to: app)) != nil && !person.isDisabled
                && suits(person, flow.purpose.authorization?.domainHint)
        }
    }

    /// Chooses without asking where session, hint and prompt leave one.
    func choose(_ flow: inout Flow, _ session: Session?, _ call: Call) {
        let prompt = flow.purpose.authorization?.prompt
        if let hint = flow.purpose.authorization?.loginHint {
            guard let person = entra.directory.person(named: hint) else { return }
            flow.person = person.id
        } else if prompt != .selectAccount, prompt != .login {
            let accounts = accounts(session, flow, call)
            flow.person = accounts.count == 1 ? accounts.first?.id : nil
        }
        guard prompt != .login, let person = flow.person else { return }
        flow.authentication = remembered(person, session, call)
    }

    /// What a session still stands for; nil when the tenant wants its people to sign in more often.
    func remembered(_ id: GUID, _ session: Session?, _ call: Call) -> Authentication? {
        guard let authentication = session?.authentication(of: id), let person = entra.directory.person(id) else {
            return nil
        }
        let frequency = entra.directory.tenant(person.tenant)?.policies.signInFrequencySeconds
        if let frequency, authentication.at + Double(frequency) <= call.now { return nil }
        return authentication
    }

    /// `domain_hint`: a verified domain, or which kind of account.
    private func suits(_ person: Person, _ hint: String?) -> Bool {
        switch hint?.lowercased() {
        case nil: true
        case "organizations": !person.isPersonal
        case "consumers": person.isPersonal
        case let domain?: entra.directory.tenant(named: domain).map { $0.id == person.tenant } ?? true
        }
    }

    /// Has the browser remember somebody who signed in just now.
    func remember(_ person: Person, _ authentication: Authentication, _ call: Call, in response: inout WebResponse) {
        let old = call.request.cookies[Self.cookie]
        var session = session(call) ?? Session()
        guard session.authentication(of: person.id) != authentication else { return }
        session.add(person.id, authentication)
        // A new key for each sign-in: one that somebody else planted before is worth nothing afterwards.
        let key = Secrets.text(32)
        if let old { _ = entra.state.sessions.take(old, at: call.now) }
        entra.state.sessions.put(session, under: key, until: call.now + Double(Self.sessionSeconds))
        response.headers.setCookie(Self.cookie, key, seconds: Self.sessionSeconds)
    }
}

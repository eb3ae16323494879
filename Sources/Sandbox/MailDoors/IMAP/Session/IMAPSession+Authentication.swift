import Domain
import Doorway
import Tenant

extension IMAPSession {
    /// `AUTHENTICATE XOAUTH2` (reference sheet §B2); every other mechanism is a password's.
    func authenticate(_ mechanism: String, _ initial: [UInt8]?) async throws(ConnectionEnd) -> IMAPReply {
        guard mechanism == "XOAUTH2" else {
            return mechanism == "PLAIN" || mechanism == "LOGIN"
                ? .no(facts[Facts.imapBasicRefusal]) : .no("AUTHENTICATE failed.")
        }
        guard initial == nil || facts[Facts.imapInitialResponse] else { return .bad("Command Argument Error. 11") }
        let response: [UInt8]
        if let initial {
            response = initial
        } else {
            say("+ ")
            try await flush()
            guard let line = try await readLine() else { return .no("AUTHENTICATE failed.") }
            response = line
        }
        // The client gives up (RFC 3501, section 6.2.2).
        if response == [UInt8(ascii: "*")] { return .bad("AUTHENTICATE canceled.") }
        let text = String(decoding: response, as: UTF8.self)
        presented = IMAPRedaction.response(text)
        guard let said = XOAUTH2Response(text), let login = signedIn(said) else { return try await refuseToken() }
        stage = .authenticated(login)
        return .ok("\(pushedCapability)AUTHENTICATE completed.")
    }

    /// With Google's challenge before it, where the fact says so: the client answers it with an empty line.
    private func refuseToken() async throws(ConnectionEnd) -> IMAPReply {
        if facts[Facts.imapFailureChallenge] {
            let challenge =
                #"{"status":"400","schemes":"Bearer","scope":"https://outlook.office.com/IMAP.AccessAsUser.All"}"#
            say("+ \(Base64(Array(challenge.utf8)).text)")
            try await flush()
            _ = try await readLine()
        }
        return .no("AUTHENTICATE failed.")
    }

    /// Nil for a token that opens nothing here. A good one signs in to whatever mailbox was named; whether the session
    /// is connected to it shows later (§B4).
    private func signedIn(_ response: XOAUTH2Response) -> IMAPLogin? {
        guard let grant = try? sandbox.tokens.grant(for: response.token, at: .outlook) else { return nil }
        let isPermitted = grant.permissions.contains(
            grant.isApplication ? "IMAP.AccessAsApp" : "IMAP.AccessAsUser.All")
        guard isPermitted || facts[Facts.imapScopeRefusedLate] else { return nil }
        let owner = sandbox.directory.person(named: response.user)
        var login = IMAPLogin(grant: grant, name: (owner?.address ?? response.user).lowercased(), owner: owner)
        let occasion = Occasion(
            door: .imap, operation: "AUTHENTICATE", client: grant.client, mailbox: login.name)
        if isPermitted, let owner, sandbox.faults.take([.imapNotConnected], at: occasion) == nil {
            login.mailbox = mailbox(of: owner, for: grant)
        }
        return login
    }

    /// The mailbox, if it has IMAP, the token's holder may open it, and not too many did (§B4, §D1, §D3).
    private func mailbox(of owner: Person, for grant: AccessGrant) -> Tenant.Mailbox? {
        guard owner.hasMailbox, owner.imapEnabled, grant.tenant == owner.tenant,
            sandbox.directory.holds(grant.principal, .fullAccess, on: owner.id),
            let mailbox = sandbox.mailboxes.mailbox(of: owner.id),
            register.connect(to: owner.id, limit: facts[Facts.imapConnectionLimit])
        else { return nil }
        return mailbox
    }
}

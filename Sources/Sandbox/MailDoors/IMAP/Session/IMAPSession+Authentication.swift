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
            response = try await readLine()
        }
        // The client gives up (RFC 3501, section 6.2.2).
        if response == [UInt8(ascii: "*")] { return .bad("AUTHENTICATE canceled.") }
        let text = String(decoding: response, as: UTF8.self)
        presented = IMAPRedaction.response(text)
        guard let said = XOAUTH2(text), let login = signedIn(said) else { return try await refuseToken() }
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
    private func signedIn(_ response: XOAUTH2) -> IMAPLogin? {
        let gate = MailGate(
            sandbox: sandbox, right: .fullAccess,
            permission: (delegated: "IMAP.AccessAsUser.All", application: "IMAP.AccessAsApp"))
        do throws(MailRefusal) {
            let admission = try gate.admit(response)
            var login = login(admission.grant, to: response.user)
            if isConnected(admission, name: login.name) { login.mailbox = admission.mailbox }
            return login
        } catch {
            switch error {
            case .token: return nil
            case .permission(let grant):
                return facts[Facts.imapScopeRefusedLate] ? login(grant, to: response.user) : nil
            case .mailbox(let grant): return login(grant, to: response.user)
            }
        }
    }

    private func login(_ grant: AccessGrant, to name: String) -> IMAPLogin {
        let owner = sandbox.directory.person(named: name)
        return IMAPLogin(grant: grant, name: (owner?.address ?? name).lowercased(), owner: owner)
    }

    /// Whether the mailbox has IMAP, and not too many opened it already (§B4).
    private func isConnected(_ admission: MailAdmission, name: String) -> Bool {
        let occasion = Occasion(
            door: .imap, operation: "AUTHENTICATE", client: admission.grant.client, mailbox: name)
        return sandbox.faults.take([.imapNotConnected], at: occasion) == nil && admission.owner.imapEnabled
            && register.connect(to: admission.owner.id, limit: facts[Facts.imapConnectionLimit])
    }
}

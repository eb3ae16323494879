import Domain
import Doorway
import Tenant

/// AUTH (RFC 4954, reference sheet §B2).
extension SMTPSession {
    func authenticate(_ mechanism: String, _ initial: String?) async throws(ConnectionEnd) {
        let line = "AUTH \(mechanism)"
        if let reply = objectionToAuth { return try await answer(reply, to: "AUTH", line) }
        switch mechanism {
        case "XOAUTH2":
            guard initial == nil || sandbox.facts[Facts.smtpInitialResponse] else {
                return try await answer(.badArguments, to: "AUTH", line)
            }
            try await useToken(initial)
        case "LOGIN": try await usePassword(initial)
        default:
            // What follows an unknown mechanism may be a password.
            try await answer(.unknownMechanism, to: "AUTH", initial.map { "\(line) \(Redaction.hash($0))" } ?? line)
        }
    }

    private var objectionToAuth: SMTPReply? {
        if !connection.isSecure, sandbox.facts[Facts.smtpTLSRequired] { return .unknownMechanism }
        if !isGreeted { return .noHello }
        if login != nil { return .alreadyAuthenticated }
        return envelope == nil ? nil : .inTransaction
    }

    private func useToken(_ initial: String?) async throws(ConnectionEnd) {
        let response: String
        if let initial {
            response = initial
        } else {
            guard let given = try await respond(to: "", "AUTH XOAUTH2") else { return }
            response = given
        }
        // A lone `=` is an empty response (RFC 4954, section 4).
        guard Base64(response == "=" ? "" : response) != nil else {
            return try await answer(.badBase64, to: "AUTH", "AUTH XOAUTH2 \(Redaction.hash(response))")
        }
        guard let credentials = XOAUTH2(response) else {
            return try await refuse(.unsuccessful, "AUTH XOAUTH2 \(Redaction.hash(response))")
        }
        let line = "AUTH XOAUTH2 user=\(credentials.user) auth=Bearer \(Redaction.hash(credentials.token))"
        do throws(SMTPRefusal) { try admit(credentials) } catch { return try await refuse(error, line) }
        let reply = faultReply("AUTH") ?? .authenticated
        if reply.isRefusal { leave() }
        try await answer(reply, to: "AUTH", line)
    }

    private func admit(_ credentials: XOAUTH2) throws(SMTPRefusal) {
        let admitted = try SMTPGate(sandbox: sandbox).admit(credentials)
        guard register.enter(admitted.mailbox.id, limit: sandbox.facts[Facts.smtpConcurrentConnections]) else {
            throw .tooManyConnections(sandbox.facts[Facts.smtpConcurrencyText])
        }
        login = admitted
    }

    private func leave() {
        if let login { register.leave(login.mailbox.id) }
        login = nil
    }

    /// With Google's challenge before it, where a fact says so: the client answers it with anything.
    private func refuse(_ refusal: SMTPRefusal, _ line: String) async throws(ConnectionEnd) {
        if sandbox.facts[Facts.smtpFailureChallenge], refusal == .unsuccessful {
            let challenge = #"{"status":"401","schemes":"bearer","scope":"https://outlook.office.com/SMTP.Send"}"#
            guard try await respond(to: Base64(Array(challenge.utf8)).text, line) != nil else { return }
        }
        try await answer(refusal.reply, to: "AUTH", line)
    }

    /// The whole exchange, as if a password could help (reference sheet §B5).
    private func usePassword(_ initial: String?) async throws(ConnectionEnd) {
        var name = initial
        if name == nil { name = try await respond(to: "VXNlcm5hbWU6", "AUTH LOGIN") }
        guard let name, let password = try await respond(to: "UGFzc3dvcmQ6", "AUTH LOGIN") else { return }
        let line = "AUTH LOGIN \(Redaction.hash(name)) \(Redaction.hash(password))"
        try await answer(
            SMTPRefusal.basicDisabled(sandbox.facts[Facts.smtpBasicRefusal]).reply, to: "AUTH", line)
    }

    /// Says a challenge and reads the response; nil when the client cancelled or said too much, which it has been told.
    private func respond(to challenge: String, _ line: String) async throws(ConnectionEnd) -> String? {
        try await connection.send(Array("334 \(challenge)\r\n".utf8))
        do throws(ConnectionEnd) {
            let response = try await connection.line(limit: Self.authLineLimit, within: patience)
            if response != [UInt8(ascii: "*")] { return String(decoding: response, as: UTF8.self) }
            try await answer(.cancelled, to: "AUTH", line)
        } catch .tooLong {
            try await answer(.exchangeTooLong, to: "AUTH", line)
        }
        return nil
    }
}

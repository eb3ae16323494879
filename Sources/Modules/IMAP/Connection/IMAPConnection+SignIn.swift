internal import Domain
internal import Mail

extension IMAPConnection {
    /// Signs in and learns what the server can do afterwards.
    func signIn(
        as username: String, with credential: MailCredential, at server: ServerAddress, until deadline: Deadline
    ) async throws(MailError) {
        guard MailCredential.isWellFormed(username) else {
            throw .invalid(field: "username", reason: "it is empty or holds a control character")
        }
        guard credential.isWellFormed else {
            throw .authenticationFailed(reply: "the credential is empty or holds a control character")
        }
        _ = try await run(IMAPCommand("CAPABILITY"), until: deadline).accepted()
        guard capabilities.speaksIMAP4 else { throw .unsupported("the server does not speak IMAP4rev1") }
        let before = capabilities
        let way = try SignInWay(for: credential, at: before)
        do throws(MailError) {
            let status = try await perform(way, as: username, with: credential, at: server, until: deadline)
            guard status.isOK else { throw Self.signInError(status) }
            try await lookAround(after: status, before: before, until: deadline)
        } catch {
            throw await end(error)
        }
    }

    private func perform(
        _ way: SignInWay, as username: String, with credential: MailCredential, at server: ServerAddress,
        until deadline: Deadline
    ) async throws(MailError) -> StatusResponse {
        switch way {
        case .sasl(let mechanism):
            let message = mechanism.firstMessage(username: username, secret: credential.secret, server: server)
            return try await authenticate(mechanism, message: message, until: deadline)
        case .login:
            let password = credential.secret.withExposed { Array($0.utf8) }
            let command = IMAPCommand(.text("LOGIN "), .string(Array(username.utf8)), .text(" "), .string(password))
            return try await run(command, until: deadline).status
        }
    }

    /// AUTHENTICATE (RFC 9051, section 6.2.2), its first message in the command where SASL-IR allows it (RFC 4959).
    private func authenticate(
        _ mechanism: SASLMechanism, message: Secret<String>, until deadline: Deadline
    ) async throws(MailError) -> StatusResponse {
        let tag = nextTag()
        var unsent: Secret<String>? = message
        if capabilities.has("SASL-IR") {
            unsent = nil
            try await send(message, behind: "\(tag) AUTHENTICATE \(mechanism.rawValue) ", until: deadline)
        } else {
            try await send(Array("\(tag) AUTHENTICATE \(mechanism.rawValue)\r\n".utf8), until: deadline)
        }
        var challenges = 0
        while true {
            switch try await response(until: deadline) {
            case .tagged(tag, let status): return status
            case .tagged: throw .protocolViolation("the server answered a command that was not given")
            case .untagged(let untagged):
                notice(untagged)
                if case .status(let status) = untagged, status.condition == .bye { throw Self.signInError(status) }
            case .continuation:
                challenges += 1
                guard challenges <= 4 else { throw .protocolViolation("a sign-in without an end") }
                if let first = unsent {
                    unsent = nil
                    try await send(first, behind: "", until: deadline)
                } else {
                    try await send(Array("\(mechanism.answerToFailure)\r\n".utf8), until: deadline)
                }
            }
        }
    }

    /// Asks for the capabilities again, because they change with the sign-in, unless the server told them by itself.
    /// NAMESPACE goes along as the cheapest probe for Exchange's "authenticated but not connected" (reference sheet §B4).
    private func lookAround(
        after status: StatusResponse, before: IMAPCapabilities, until deadline: Deadline
    ) async throws(MailError) {
        if case .capability(let names) = status.code {
            capabilities = IMAPCapabilities(names)
            return
        }
        var commands = [IMAPCommand("CAPABILITY")]
        if before.has("NAMESPACE") { commands.append(IMAPCommand("NAMESPACE")) }
        for outcome in try await run(commands, until: deadline) where !outcome.status.isOK {
            throw MailError(outcome.status)
        }
    }

    /// A refused sign-in is the credential's fault unless the server says otherwise.
    private static func signInError(_ status: StatusResponse) -> MailError {
        switch MailError(status) {
        case .rejected: .authenticationFailed(reply: status.words)
        case let other: other
        }
    }

    /// One line that ends in a secret.
    private func send(
        _ secret: Secret<String>, behind prefix: String, until deadline: Deadline
    ) async throws(MailError) {
        try await send(secret.withExposed { Array("\(prefix)\($0)\r\n".utf8) }, until: deadline)
    }
}

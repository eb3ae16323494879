internal import Domain
internal import Mail
internal import Transport

/// One connection to a submission server: the only owner of its stream. Whoever has it uses it alone.
actor SMTPConnection {
    enum SignIn: Sendable, Hashable {
        case signedIn
        case refused(SMTPReply)
    }

    private let stream: any ByteStream
    private let settings: SMTPSettings
    private var parser = SMTPReplyParser()
    private(set) var capabilities = SMTPCapabilities()
    private var isOpen = true
    private var hasBroken = false
    private var mailWasTaken = false

    private static let readSize = 16 << 10
    /// How long the server may think about a whole message (RFC 5321, section 4.5.3.2.6). To give up earlier is to leave
    /// open what became of it.
    private static let verdictTime = Duration.seconds(600)
    /// How long the last words of a server that has hung up are waited for, and ours are given.
    private static let partingTime = Duration.seconds(2)

    init(_ stream: any ByteStream, settings: SMTPSettings) {
        self.stream = stream
        self.settings = settings
    }

    /// Whether the next message can go this way. Bytes nobody asked for are not a good sign.
    var isUsable: Bool { isOpen && parser.isEmpty }

    /// Whether the last submission failed because the server had gone before it took anything of the message.
    var diedBeforeMail: Bool { hasBroken && !mailWasTaken }

    // MARK: - Signing in

    /// Asks for the capabilities, which whoever connected has consumed, and signs in.
    func signIn(
        _ user: String, _ credential: MailCredential, at server: ServerAddress, until deadline: Deadline
    ) async throws(MailError) -> SignIn {
        try await greet(until: deadline)
        let mechanism = try SASLMechanism.choose(for: credential, from: capabilities.mechanisms)
        let response = try mechanism.response(user: user, credential: credential, server: server)
        var dialogue = SASLDialogue(mechanism, response: response)
        try await send(dialogue.begin(), until: deadline)
        while true {
            let reply = try await reply(until: deadline)
            switch dialogue.received(reply) {
            case .send(let bytes): try await send(bytes, until: deadline)
            case .signedIn: return .signedIn
            case .refused(let reply): return .refused(reply)
            case .violation: throw .protocolViolation("unexpected answer to AUTH: \(reply.code)")
            }
        }
    }

    private func greet(until deadline: Deadline) async throws(MailError) {
        try await send(Array("EHLO \(settings.clientName)\r\n".utf8), until: deadline)
        let reply = try await reply(until: deadline)
        guard reply.isPositive else {
            throw reply.isPermanent ? .rejected(reply.serverReply) : SMTPRefusal.temporary(reply)
        }
        capabilities = SMTPCapabilities(reply)
    }

    // MARK: - Sending

    /// Sends one message. Once `handover` has returned, only a complete reply of the server tells what became of it, and
    /// that is waited for beyond a deadline which would leave the server less than `verdictTime`.
    func submit(
        _ message: OutgoingMessage, under envelope: Envelope, until deadline: Deadline,
        handover: @Sendable () async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt {
        mailWasTaken = false
        let wire = try WireEnvelope(envelope, message, capabilities)
        var transaction = MailTransaction(
            wire, requiresAll: envelope.requireAllRecipients, pipelining: capabilities.pipelining)
        do throws(MailError) {
            return try await run(&transaction, message, until: deadline, handover: handover)
        } catch {
            mailWasTaken = transaction.hasBegun
            if !transaction.leavesConnectionUsable { await abandon() }
            throw error
        }
    }

    private func run(
        _ transaction: inout MailTransaction, _ message: OutgoingMessage, until deadline: Deadline,
        handover: @Sendable () async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt {
        var action = MailTransaction.Action.send(transaction.begin())
        while true {
            switch action {
            case .send(let bytes): try await send(bytes, until: deadline)
            case .wait: break
            case .sendMessage:
                try await sendContent(message, until: deadline)
                if Task.isCancelled { throw .cancelled }
                try await handover()
                return try await finish(
                    message.terminator, &transaction, until: max(deadline, .after(Self.verdictTime)))
            case .finished(let result): return try result.get()
            }
            action = transaction.received(try await reply(until: deadline))
        }
    }

    /// Everything but the terminator.
    private func sendContent(_ message: OutgoingMessage, until deadline: Deadline) async throws(MailError) {
        var position = 0
        while let piece = message.nextPiece(after: &position) {
            do throws(TransportError) {
                try await stream.write(piece, until: deadline)
            } catch {
                throw await lastWords(after: error)
            }
        }
    }

    /// A server that hangs up in the middle of a message may have said why.
    private func lastWords(after error: TransportError) async -> MailError {
        let parting = Deadline.after(Self.partingTime)
        guard case .closed = error, let reply = try? await reply(until: parting),
            reply.isTemporary || reply.isPermanent
        else { return MailError(error) }
        return SMTPRefusal.ofMessage(reply)
    }

    private func finish(
        _ terminator: [UInt8], _ transaction: inout MailTransaction, until deadline: Deadline
    ) async throws(MailError) -> SubmissionReceipt {
        // Not cancelled with the caller: what became of the message is a fact, wanted or not.
        let reply = await Task { await self.terminate(terminator, until: deadline) }.value
        guard let reply, case .finished(let result) = transaction.received(reply) else { throw .sendOutcomeUnknown }
        return try result.get()
    }

    /// Sends the dot. A write that fails may have arrived all the same, so that the server's word counts either way.
    private func terminate(_ terminator: [UInt8], until deadline: Deadline) async -> SMTPReply? {
        try? await stream.write(terminator, until: deadline)
        return try? await reply(until: deadline)
    }

    // MARK: - Ending

    /// Takes leave politely, if that is quick.
    func quit() async {
        try? await stream.write(Array("QUIT\r\n".utf8), until: .after(Self.partingTime))
        await abandon()
    }

    func abandon() async {
        isOpen = false
        await stream.close()
    }

    // MARK: - Lines

    private func send(_ bytes: [UInt8], until deadline: Deadline) async throws(MailError) {
        do throws(TransportError) {
            try await stream.write(bytes, until: deadline)
        } catch {
            throw broken(error)
        }
    }

    private func reply(until deadline: Deadline) async throws(MailError) -> SMTPReply {
        while true {
            if let reply = try nextReply() {
                if reply.code == 421 { hasBroken = true }
                return reply
            }
            do throws(TransportError) {
                let bytes = try await stream.read(atMost: Self.readSize, until: deadline)
                guard !bytes.isEmpty else { throw .closed("the server hung up") }
                parser.feed(bytes)
            } catch {
                throw broken(error)
            }
        }
    }

    private func nextReply() throws(MailError) -> SMTPReply? {
        do throws(SMTPReplyParser.Fault) {
            return try parser.next()
        } catch {
            throw .protocolViolation("an SMTP reply that cannot be read: \(error)")
        }
    }

    private func broken(_ error: TransportError) -> MailError {
        if case .closed = error { hasBroken = true }
        return MailError(error)
    }
}

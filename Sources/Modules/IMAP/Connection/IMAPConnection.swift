internal import Domain
internal import Mail
internal import Transport

/// One IMAP connection: the only owner of its stream, of its tags and of what it has selected.
///
/// One call at a time: whoever leased it from the pool. Commands of one call are pipelined. A call that is left in the
/// middle (deadline, cancellation, a consumer that fails) ends the connection: what the server still says could
/// otherwise be taken for the answer to the next command.
actor IMAPConnection {
    private let stream: any ByteStream
    private var framer = ResponseFramer()
    private var lastTag = 0
    private var failure: Failure?
    /// The server's last BYE.
    private var farewell: StatusResponse?
    private var exchange: Exchange?
    var capabilities = IMAPCapabilities()
    var selected: SelectedMailbox?

    struct Failure: Equatable {
        var error: MailError
        /// The server or the network ended it, not we: a connection that idled too long looks like that.
        var isByPeer: Bool
        /// Whether the server had said anything to the commands under way.
        var hadAnswer: Bool
    }

    /// The most bytes that one read takes.
    private static let readSize = 1 << 16
    /// The most that the answers to one call may hold (`Exchange.heldBytes`), bodies that are streamed not counted.
    private static let heldLimit = 96 << 20

    init(_ stream: any ByteStream) { self.stream = stream }

    var isOpen: Bool { failure == nil }

    /// Whether it died by no fault of ours: under commands that it had not begun to answer, or with a BYE, which says that
    /// this connection came to its end and nothing of what was asked for (its mailbox may have been deleted meanwhile).
    var wasStale: Bool { failure.map { $0.isByPeer && (!$0.hadAnswer || farewell != nil) } ?? false }

    /// Runs one command; a refusal is an outcome, not an error.
    func run(_ command: IMAPCommand, until deadline: Deadline) async throws(MailError) -> CommandOutcome {
        try await run([command], until: deadline)[0]
    }

    /// Runs commands in one go and returns when all have ended.
    func run(_ commands: [IMAPCommand], until deadline: Deadline) async throws(MailError) -> [CommandOutcome] {
        try begin(commands)
        do throws(MailError) {
            try await write(commands, until: deadline)
            // Not bound to a name: a second reference would have every answer copied as the next is added.
            while exchange?.isComplete == false { try take(try await response(until: deadline)) }
        } catch {
            throw await end(error)
        }
        defer { exchange = nil }
        return exchange?.outcomes ?? []
    }

    /// Ends the connection politely, without waiting for the answer.
    func logOut() async {
        guard failure == nil else { return }
        // Nobody waits for this: it either gets into the socket's buffer or does not matter.
        try? await stream.write(Array("\(nextTag()) LOGOUT\r\n".utf8), until: .after(.seconds(1)))
        failure = Failure(error: .cancelled, isByPeer: false, hadAnswer: false)
        await stream.close()
    }

    func nextTag() -> String {
        lastTag += 1
        return "a\(lastTag)"
    }

    private func begin(_ commands: [IMAPCommand]) throws(MailError) {
        if let failure { throw failure.error }
        precondition(exchange == nil, "a connection has one user at a time")
        exchange = Exchange(sink: commands.lazy.compactMap(\.bodySink).first)
        framer.streamsBodies = exchange?.sink != nil
    }

    private func write(_ commands: [IMAPCommand], until deadline: Deadline) async throws(MailError) {
        var waiting: [UInt8] = []
        for command in commands {
            let tag = nextTag()
            exchange?.expect(tag)
            let blocks = command.encoded(tag: tag, for: capabilities)
            for (index, block) in blocks.enumerated() {
                waiting += block
                guard index + 1 < blocks.count else { continue }
                try await send(waiting, until: deadline)
                waiting = []
                guard try await mayContinue(tag, until: deadline) else { break }
            }
        }
        if !waiting.isEmpty { try await send(waiting, until: deadline) }
    }

    /// Waits for `+`; false when the command ended instead.
    private func mayContinue(_ tag: String, until deadline: Deadline) async throws(MailError) -> Bool {
        while exchange?.isWaiting(for: tag) == true {
            let response = try await response(until: deadline)
            if case .continuation = response { return true }
            try take(response)
        }
        return false
    }

    private func take(_ response: Response) throws(MailError) {
        switch response {
        case .continuation: throw .protocolViolation("the server asks for more where nothing is left to say")
        case .tagged(let tag, let status):
            guard exchange?.finish(tag, with: status) == true else {
                throw .protocolViolation("the server answered a command that was not given")
            }
        case .untagged(let untagged):
            notice(untagged)
            exchange?.add(untagged)
        }
    }
}

// MARK: - Bytes

extension IMAPConnection {
    func send(_ bytes: [UInt8], until deadline: Deadline) async throws(MailError) {
        do throws(TransportError) { try await stream.write(bytes, until: deadline) } catch { throw MailError(error) }
    }

    /// The next response. Bodies that come before its end go to the consumer.
    func response(until deadline: Deadline) async throws(MailError) -> Response {
        while true {
            switch try nextFrame() {
            case .response(let range, let streamed): return try parsed(range, streamed: streamed)
            case .literal: try await passBody(until: deadline)
            case nil: try await receive(until: deadline)
            }
        }
    }

    private func nextFrame() throws(MailError) -> ResponseFrame? {
        do throws(IMAPSyntaxError) { return try framer.next() } catch { throw .protocolViolation(error.what) }
    }

    private func parsed(_ range: Range<Int>, streamed: Int?) throws(MailError) -> Response {
        var scanner = ResponseScanner(framer.bytes, in: range, streamed: streamed)
        do throws(IMAPSyntaxError) { return try scanner.response() } catch { throw .protocolViolation(error.what) }
    }

    /// Gives a body to the consumer as it comes: the next bytes are not read before these are taken.
    private func passBody(until deadline: Deadline) async throws(MailError) {
        exchange?.hasAnswer = true
        while true {
            guard let piece = framer.literalPiece() else {
                try await receive(until: deadline)
                continue
            }
            if piece.isEmpty { return }
            exchange?.heldBytes -= piece.count
            try await exchange?.sink?.write(piece)
        }
    }

    private func receive(until deadline: Deadline) async throws(MailError) {
        guard !deadline.hasPassed else { throw .timedOut }
        let bytes: [UInt8]
        do throws(TransportError) {
            bytes = try await stream.read(atMost: Self.readSize, until: deadline)
        } catch {
            throw MailError(error)
        }
        guard !bytes.isEmpty else { throw farewell.map { MailError($0) } ?? .unavailable("the IMAP server hung up") }
        exchange?.heldBytes += bytes.count
        guard exchange?.heldBytes ?? 0 <= Self.heldLimit else { throw .protocolViolation("an answer without an end") }
        framer.append(bytes)
    }

    /// Closes after an error; returns what is to be thrown.
    func end(_ error: MailError) async -> MailError {
        let isByPeer = if case .unavailable = error { true } else { false }
        failure = Failure(error: error, isByPeer: isByPeer, hadAnswer: exchange?.hasAnswer ?? true)
        exchange = nil
        selected = nil
        await stream.close()
        if let farewell, isByPeer { return MailError(farewell) }
        return error
    }
}

// MARK: - What any answer may bring

extension IMAPConnection {
    /// Keeps in mind what the server says by the way.
    func notice(_ response: UntaggedResponse) {
        switch response {
        case .capability(let names): capabilities = IMAPCapabilities(names)
        case .exists(let count): selected?.exists = count
        case .expunge:
            selected?.hasExpunged = true
            if let count = selected?.exists, count > 0 { selected?.exists = count - 1 }
        case .status(let status):
            if case .capability(let names) = status.code { capabilities = IMAPCapabilities(names) }
            if status.condition == .bye { farewell = status }
        default: return
        }
    }
}

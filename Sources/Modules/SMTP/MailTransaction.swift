internal import Domain
internal import Mail

/// One message's way from MAIL to the reply after the dot (RFC 5321, section 3.3), as a value: a reply goes in, the next
/// action comes out. No network, no clock.
struct MailTransaction {
    enum Action {
        case send([UInt8])
        /// More replies to what was sent are due.
        case wait
        /// The server waits for the message.
        case sendMessage
        case finished(Result<SubmissionReceipt, MailError>)
    }
    private enum Command {
        case mail
        case recipient(Int)
    }
    private enum State {
        case envelope, data, message
        case reset(MailError)
        case finished
    }

    private let envelope: WireEnvelope
    private let requiresAll: Bool
    /// How many commands may be unanswered (RFC 2920): replies to more than these could fill both directions.
    private let window: Int
    private var state = State.envelope
    private var unsent: ArraySlice<Command>
    private var unanswered: ArraySlice<Command> = []
    private var mailRefusal: SMTPReply?
    private var results: [RecipientResult] = []

    /// Whether the server has taken MAIL: before that, nothing of this message was ever there.
    private(set) var hasBegun = false
    /// Whether the connection can serve the next message.
    private(set) var leavesConnectionUsable = false

    init(_ envelope: WireEnvelope, requiresAll: Bool, pipelining: Bool) {
        self.envelope = envelope
        self.requiresAll = requiresAll
        window = pipelining ? 100 : 1
        unsent = ([.mail] + envelope.recipients.indices.map { .recipient($0) })[...]
    }

    /// The first commands.
    mutating func begin() -> [UInt8] { nextFlight() }

    mutating func received(_ reply: SMTPReply) -> Action {
        if reply.code == 421 { return finish(.failure(SMTPRefusal.temporary(reply)), usable: false) }
        switch state {
        case .envelope: return answeredEnvelope(reply)
        case .data: return answeredData(reply)
        case .message: return answeredMessage(reply)
        case .reset(let error): return finish(.failure(error), usable: reply.isPositive)
        case .finished: return violation(reply)
        }
    }

    private mutating func nextFlight() -> [UInt8] {
        let flight = unsent.prefix(window)
        unsent = unsent.dropFirst(window)
        unanswered = flight
        return Array(flight.map(line).joined().utf8)
    }

    private func line(_ command: Command) -> String {
        switch command {
        case .mail: "MAIL FROM:<\(envelope.sender)>\(envelope.parameters)\r\n"
        case .recipient(let index): "RCPT TO:<\(envelope.recipients[index])>\r\n"
        }
    }

    private mutating func answeredEnvelope(_ reply: SMTPReply) -> Action {
        guard reply.code != 354, let command = unanswered.popFirst() else { return violation(reply) }
        switch command {
        case .mail:
            hasBegun = reply.isPositive
            if !hasBegun { mailRefusal = reply }
        case .recipient(let index):
            results.append(RecipientResult(index: index, accepted: reply.isPositive, reply: reply.serverReply))
        }
        guard unanswered.isEmpty else { return .wait }
        if let mailRefusal { return finish(.failure(SMTPRefusal.ofMessage(mailRefusal)), usable: true) }
        guard unsent.isEmpty else { return .send(nextFlight()) }
        return decide()
    }

    /// All recipients were answered.
    private mutating func decide() -> Action {
        let isWanted = requiresAll ? results.allSatisfy(\.accepted) : results.contains(where: \.accepted)
        guard isWanted else { return reset(.recipientsRejected(results)) }
        state = .data
        return .send(Array("DATA\r\n".utf8))
    }

    private mutating func answeredData(_ reply: SMTPReply) -> Action {
        if reply.code == 354 {
            state = .message
            return .sendMessage
        }
        // A server that has just taken recipients may still answer DATA with 250: it is not waiting for anything.
        guard reply.isTemporary || reply.isPermanent else { return violation(reply) }
        return reset(SMTPRefusal.ofMessage(reply))
    }

    private mutating func answeredMessage(_ reply: SMTPReply) -> Action {
        if reply.isPositive {
            let receipt = SubmissionReceipt(
                reply: reply.serverReply, queueID: QueueID.find(in: reply.serverReply.text), recipients: results)
            return finish(.success(receipt), usable: true)
        }
        // Neither yes nor no: the message is there, and what became of it was not said.
        guard reply.isTemporary || reply.isPermanent else {
            return finish(.failure(.sendOutcomeUnknown), usable: false)
        }
        return finish(.failure(SMTPRefusal.ofMessage(reply)), usable: true)
    }

    private mutating func reset(_ error: MailError) -> Action {
        state = .reset(error)
        return .send(Array("RSET\r\n".utf8))
    }

    private mutating func violation(_ reply: SMTPReply) -> Action {
        finish(.failure(.protocolViolation("unexpected reply: \(reply.sentence)")), usable: false)
    }

    private mutating func finish(_ result: Result<SubmissionReceipt, MailError>, usable: Bool) -> Action {
        state = .finished
        leavesConnectionUsable = usable
        return .finished(result)
    }
}

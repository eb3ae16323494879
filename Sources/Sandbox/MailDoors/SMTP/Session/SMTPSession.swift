import Doorway
import Tenant

/// One client's dialogue. Lives in one task.
final class SMTPSession {
    /// The longest response to a challenge (RFC 4954, section 4), with what stands before it on the line of AUTH.
    static let authLineLimit = 12_288 + "AUTH XOAUTH2 ".utf8.count
    /// Of any other command: 512 octets, with room for what all extensions add (RFC 5321, section 4.5.3.1.4).
    private static let lineLimit = 4_096
    /// After so many refusals in a row the client is not worth talking to.
    private static let errorLimit = 20

    let sandbox: Sandbox
    let register: SMTPRegister
    let connection: LineConnection
    /// Whether EHLO or HELO came since the start, or since TLS.
    var isGreeted = false
    var login: SMTPLogin?
    var envelope: SMTPEnvelope?
    private var errors = 0
    private var isOver = false

    init(sandbox: Sandbox, register: SMTPRegister, connection: LineConnection) {
        self.sandbox = sandbox
        self.register = register
        self.connection = connection
    }

    /// How long a client may say nothing (RFC 5321, section 4.5.3.2.7); a week at most.
    var patience: Duration { .seconds(min(max(0, sandbox.facts[Facts.smtpIdleSeconds]), 604_800)) }

    func run() async {
        do throws(ConnectionEnd) {
            try await connection.send(SMTPReply.banner(at: sandbox.clock.now).bytes)
            while !isOver { try await serveCommand() }
        } catch {
            switch error {
            case .stopping: try? await connection.send(SMTPReply.stopping.bytes)
            case .silent: try? await connection.send(SMTPReply.timeout.bytes)
            default: break
            }
        }
        if let login { register.leave(login.mailbox.id) }
    }

    private func serveCommand() async throws(ConnectionEnd) {
        let line: [UInt8]
        do throws(ConnectionEnd) {
            line = try await connection.line(limit: Self.authLineLimit, within: patience)
        } catch .tooLong {
            return try await answer(.lineTooLong, to: "?", "")
        }
        let verb = SMTPCommand.verb(of: String(decoding: line.prefix(16), as: UTF8.self)).uppercased()
        guard line.count <= Self.lineLimit || verb == "AUTH" else {
            return try await answer(.lineTooLong, to: "?", Redaction.hash(String(decoding: line, as: UTF8.self)))
        }
        switch Result(catching: { () throws(SMTPSyntaxError) in try SMTPCommand(parsing: line) }) {
        case .success(let command): try await perform(command, String(decoding: line, as: UTF8.self))
        case .failure(let error): try await refuse(line, verb: verb, error)
        }
    }

    private func perform(_ command: SMTPCommand, _ line: String) async throws(ConnectionEnd) {
        switch command {
        case .ehlo(let name): try await answer(hello(name, isExtended: true), to: "EHLO", line)
        case .helo(let name): try await answer(hello(name, isExtended: false), to: "HELO", line)
        case .startTLS: try await startTLS(line)
        case .auth(let mechanism, let initial): try await authenticate(mechanism, initial)
        case .mail(let sender): try await answer(faulty("MAIL") { begin(sender) }, to: "MAIL", line)
        case .rcpt(let recipient):
            try await answer(faulty("RCPT", of: recipient.address) { add(recipient) }, to: "RCPT", line)
        case .data: try await receiveData(line)
        case .bdat(let count, let isLast): try await receiveChunk(count, isLast: isLast, line)
        case .rset:
            envelope = nil
            try await answer(.reset, to: "RSET", line)
        case .noop: try await answer(.done, to: "NOOP", line)
        case .vrfy: try await answer(.cannotVerify, to: "VRFY", line)
        case .help: try await answer(.help, to: "HELP", line)
        case .quit: try await answer(.goodbye, to: "QUIT", line)
        }
    }

    /// A line that is no command. What it holds may be a secret that came at the wrong moment.
    private func refuse(_ line: [UInt8], verb: String, _ error: SMTPSyntaxError) async throws(ConnectionEnd) {
        let text = String(decoding: line, as: UTF8.self)
        if verb == "BDAT", error != .unknownCommand {
            // Its octets come all the same; where their end is unknown, so is the next command's beginning.
            let count = SMTPCommand.announcedCount(line)
            var nothing: SMTPContent?
            if let count { try await receive(count, into: &nothing) }
            try await answer(.badArguments, to: verb, text)
            isOver = isOver || count == nil
        } else if error == .unknownCommand || verb == "AUTH" {
            try await answer(SMTPReply(error), to: verb == "AUTH" ? verb : "?", Redaction.hash(text))
        } else {
            try await answer(SMTPReply(error), to: verb, text)
        }
    }

    /// Records a command with its reply, and says it.
    func answer(_ reply: SMTPReply, to operation: String, _ target: String) async throws(ConnectionEnd) {
        record(operation, target, status: reply.code)
        try await say(reply)
    }

    /// Says a reply that is recorded already. Refusals in a row end the connection at last.
    func say(_ reply: SMTPReply) async throws(ConnectionEnd) {
        errors = reply.code >= 500 ? errors + 1 : 0
        try await connection.send(reply.bytes)
        if reply.code == 421 || reply.code == 221 { isOver = true }
        if errors >= Self.errorLimit, !isOver {
            isOver = true
            try await connection.send(SMTPReply.tooManyErrors.bytes)
        }
    }

    /// Ends the connection as a network that fails would.
    func drop(at operation: String, _ target: String, content: SMTPContent?) {
        record(operation, target, content: content, status: nil)
        connection.drop()
        isOver = true
    }
}

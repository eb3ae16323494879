import Domain
import Doorway
import Tenant

/// One client's connection, from the greeting to its end (RFC 3501, section 3).
actor IMAPSession {
    enum Stage {
        case notAuthenticated
        case authenticated(IMAPLogin)
    }

    let sandbox: Sandbox
    let register: IMAPRegister
    let connection: LineConnection
    var stage = Stage.notAuthenticated
    var selection: IMAPSelection?
    /// `ENABLE IMAP4rev2` was given where it is offered.
    var isRev2 = false
    /// A fault lets the command take effect and says nothing of it.
    var isMute = false
    /// What was presented at AUTHENTICATE, for the record: the secret hashed.
    var presented: String?
    /// The last answer was sent: goodbye.
    var isOver = false
    private var output: [UInt8] = []

    init(sandbox: Sandbox, register: IMAPRegister, connection: LineConnection) {
        self.sandbox = sandbox
        self.register = register
        self.connection = connection
    }

    var facts: FactSheet { sandbox.facts }

    /// How long a client may say nothing; a week at most.
    var patience: Duration { .seconds(60 * min(max(0, facts[Facts.imapIdleMinutes]), 10_080)) }

    var login: IMAPLogin? {
        if case .authenticated(let login) = stage { login } else { nil }
    }

    func run() async {
        do throws(ConnectionEnd) {
            say("* OK \(facts[Facts.imapGreeting]) [\(Self.serverName)]")
            try await flush()
            while !isOver { try await serveCommand() }
        } catch .stopping {
            say("* BYE Server Unavailable. 15")
            try? await flush()
        } catch  where error == .silent || error == .tooLong {
            // Behind a line that was not read no command has a tag that is known.
            say("* BYE Connection is closed. 13")
            try? await flush()
        } catch {}
        if let mailbox = login?.mailbox { register.disconnect(from: mailbox.owner) }
    }

    /// Exchange names the server that answers in base64 of UTF-16; this one is called SANDBOX.
    private static let serverName = Base64(Array("SANDBOX".utf8).flatMap { [$0, 0] }).text

    /// A line; it leaves with the next flush, or once there is enough.
    func say(_ line: String) { output += Array(line.utf8) + [0x0d, 0x0a] }

    func say(_ bytes: [UInt8]) { output += bytes }

    func flush() async throws(ConnectionEnd) {
        let bytes = output
        output = []
        if !isMute { try await connection.send(bytes) }
    }

    /// Keeps what waits to be sent small.
    func flushIfLong() async throws(ConnectionEnd) {
        if output.count >= Self.enough { try await flush() }
    }

    /// Says goodbye, and that was all.
    func end(_ words: String) {
        say("* BYE \(words)")
        isOver = true
    }

    /// Goes without a word, as a network that fails would.
    func drop() throws(ConnectionEnd) -> Never {
        connection.drop()
        throw .closed
    }

    private static let enough = 1 << 16
}

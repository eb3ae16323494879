internal import Domain

/// One AUTH command from its first line to its verdict (RFC 4954, section 4), as a value.
struct SASLDialogue {
    enum Action {
        case send([UInt8])
        case signedIn
        case refused(SMTPReply)
        /// Not what the protocol allows here.
        case violation
    }
    private enum State { case begun, responded, refusalAnswered }

    private let mechanism: SASLMechanism
    private let response: Secret<String>
    private var state = State.begun

    /// The longest command line (RFC 5321, section 4.5.3.1.4), with its CRLF. A longer response waits for the server's 334.
    private static let commandLimit = 512

    init(_ mechanism: SASLMechanism, response: Secret<String>) {
        self.mechanism = mechanism
        self.response = response
    }

    mutating func begin() -> [UInt8] {
        let command = "AUTH \(mechanism.rawValue)"
        let whole = response.withExposed { "\(command) \($0)\r\n" }
        guard whole.utf8.count <= Self.commandLimit else { return Array("\(command)\r\n".utf8) }
        state = .responded
        return Array(whole.utf8)
    }

    mutating func received(_ reply: SMTPReply) -> Action {
        switch (reply.code, state) {
        case (235, _): return .signedIn
        case (334, .begun):
            state = .responded
            return .send(response.withExposed { Array("\($0)\r\n".utf8) })
        case (334, .responded):
            state = .refusalAnswered
            return .send(Array("\(mechanism.answerToRefusal)\r\n".utf8))
        default: return reply.isTemporary || reply.isPermanent ? .refused(reply) : .violation
        }
    }
}

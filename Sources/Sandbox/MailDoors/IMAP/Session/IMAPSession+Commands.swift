import Domain
import Doorway
import JSON
import Tenant

extension IMAPSession {
    /// Reads one command and answers it.
    func serveCommand() async throws(ConnectionEnd) {
        guard let text = try await readCommand() else { return try await flush() }
        guard let (tag, name) = IMAPCommandParser.head(text) else {
            say("* BAD Command Error. 12")
            return try await flush()
        }
        var reply: IMAPReply?
        defer { if name != "IDLE" || reply?.kind != .ok { record(text, name: name, reply: reply) } }
        reply = try await answer(text, name: name)
        if let reply { say("\(tag) \(reply.kind.rawValue) \(reply.text)") }
        if let login, login.refusals >= max(1, facts[Facts.imapNotConnectedPatience]) { end("Connection closed. 14") }
        try await flush()
        if isMute { try drop() }
        if name == "AUTHENTICATE", reply?.kind == .ok, fault(.imapDropAfterLogin, name) != nil { try drop() }
    }

    /// Nil when nothing with a tag is to be said.
    private func answer(_ text: IMAPCommandText, name: String) async throws(ConnectionEnd) -> IMAPReply? {
        if let fault = fault(.imapBye, name) {
            end(fault.parameters["text"]?.stringValue ?? "Connection is closed. 13")
            return nil
        }
        if let fault = fault(.imapThrottled, name) {
            let delay = fault.parameters["milliseconds"]?.integerValue ?? 92_415
            return .bad("Request is throttled. Suggested Backoff Time: \(delay) milliseconds")
        }
        if fault(.dropBefore, name) != nil { try drop() }
        if fault(.dropAfter, name) != nil { isMute = true }
        if expiredToken() {
            end("Connection is closed. 13")
            return nil
        }
        let command: IMAPCommand
        do throws(IMAPSyntaxError) { command = try parser.command(text) } catch { return refusal() ?? error.reply }
        if let refusal = refusal(of: command) { return refusal }
        if case .idle = command { record(text, name: name, reply: nil) }
        return try await perform(command)
    }

    private var parser: IMAPCommandParser {
        IMAPCommandParser(
            allowsKeywords: facts[Facts.imapKeywords], knowsUTF8: facts[Facts.imapSearchCharset],
            moves: facts[Facts.imapMove], enables: facts[Facts.imapRev2])
    }

    /// A session that ends with its token, where the fact says so.
    private func expiredToken() -> Bool {
        guard let login, !facts[Facts.imapSessionOutlivesToken] else { return false }
        return login.grant.expiresAt <= sandbox.clock.now
    }

    /// Why a command cannot be given now.
    private func refusal(of command: IMAPCommand) -> IMAPReply? {
        let invalid = IMAPReply.bad("Command received in Invalid state.")
        switch command.stage {
        case .any:
            if case .noop = command, facts[Facts.imapNoopNeedsMailbox] { return refusal() }
            return nil
        case .notAuthenticated: return login == nil ? nil : invalid
        case .authenticated: return login == nil ? invalid : refusal()
        case .selected:
            if login == nil { return invalid }
            if let refusal = refusal() { return refusal }
            guard let selection else { return invalid }
            return selection.readsOnly && command.writes ? .no("Command received in Invalid state.") : nil
        }
    }

    /// Every command of a user who is authenticated but not connected ends so (reference sheet §B4).
    private func refusal() -> IMAPReply? {
        guard case .authenticated(var login) = stage, login.mailbox == nil else { return nil }
        login.refusals += 1
        stage = .authenticated(login)
        return .bad("User is authenticated but not connected.")
    }

    /// The fault of that name, if it strikes at this command.
    func fault(_ name: FaultName, _ operation: String) -> Fault? {
        sandbox.faults.take([name], at: occasion(operation))
    }

    /// Commands by UID count as their plain ones.
    func occasion(_ operation: String) -> Occasion {
        let plain = operation.hasPrefix("UID ") ? String(operation.dropFirst(4)) : operation
        return Occasion(door: .imap, operation: plain, client: login?.grant.client, mailbox: login?.name)
    }

    /// Keeps what was asked, secrets hashed.
    private func record(_ text: IMAPCommandText, name: String, reply: IMAPReply?) {
        var record = RequestRecord(
            time: sandbox.clock.now, occasion: occasion(name), method: name, target: IMAPRedaction.text(text, name))
        if let presented, name == "AUTHENTICATE" { record.target = "AUTHENTICATE XOAUTH2 \(presented)" }
        record.bodyCount = text.literals.reduce(0) { $0 + $1.count }
        if let reply { record.headers["reply"] = "\(reply.kind.rawValue) \(reply.text)" }
        sandbox.recorder.add(record)
    }
}

extension IMAPCommand {
    /// Whether it changes the selected folder, which EXAMINE forbids.
    fileprivate var writes: Bool {
        switch self {
        case .store, .expunge, .expungeUIDs, .move: true
        default: false
        }
    }
}

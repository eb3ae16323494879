import Doorway
import Tenant

extension IMAPSession {
    /// Tells what happens in the mailbox until the client says DONE (RFC 2177).
    func idle() async throws(ConnectionEnd) -> IMAPReply {
        guard let mailbox = login?.mailbox else { return .bad("Command received in Invalid state.") }
        let changes = mailbox.changes()
        say("+ IDLE accepted, awaiting DONE command.")
        // What happened before the changes were listened to.
        tellNews(expunges: true)
        try await flush()
        let line = try await readLine(whileTelling: changes)
        tellNews(expunges: true)
        let isDone = String(decoding: line, as: UTF8.self).uppercased() == "DONE"
        return isDone ? .ok("IDLE completed.") : .bad("Command Error. 12")
    }

    /// Nothing is told any more once it returns.
    private func readLine(whileTelling changes: AsyncStream<MailboxEvent>) async throws(ConnectionEnd) -> [UInt8] {
        async let _ = push(changes)
        return try await readLine()
    }

    private func push(_ changes: AsyncStream<MailboxEvent>) async {
        for await _ in changes {
            tellNews(expunges: true)
            try? await flush()
        }
    }
}

import Doorway
import Tenant

extension IMAPSession {
    private enum Idled: Sendable {
        case said([UInt8]?)
        case failed(ConnectionEnd)
        case timedOut
    }

    /// Tells what happens in the mailbox until the client says DONE (RFC 2177), or has waited too long.
    func idle() async throws(ConnectionEnd) -> IMAPReply {
        guard let mailbox = login?.mailbox else { return .bad("Command received in Invalid state.") }
        let changes = mailbox.changes()
        say("+ IDLE accepted, awaiting DONE command.")
        // What happened before the changes were listened to.
        tellNews(expunges: true)
        try await flush()
        let patience = patience
        let idled = await withTaskGroup(of: Idled?.self) { group -> Idled in
            group.addTask {
                do throws(ConnectionEnd) { return .said(try await self.readLine()) } catch { return .failed(error) }
            }
            group.addTask {
                for await _ in changes { await self.push() }
                return nil
            }
            group.addTask {
                do { try await Task.sleep(for: patience) } catch { return nil }
                return .timedOut
            }
            defer { group.cancelAll() }
            while let next = await group.next() {
                if let next { return next }
            }
            return .timedOut
        }
        switch idled {
        case .failed(let end): throw end
        case .timedOut:
            end("Connection is closed. 13")
            return .bad("IDLE timed out.")
        case .said(let line):
            tellNews(expunges: true)
            let isDone = line.map { String(decoding: $0, as: UTF8.self).uppercased() } == "DONE"
            return isDone ? .ok("IDLE completed.") : .bad("Command Error. 12")
        }
    }

    private func push() async {
        tellNews(expunges: true)
        try? await flush()
    }
}

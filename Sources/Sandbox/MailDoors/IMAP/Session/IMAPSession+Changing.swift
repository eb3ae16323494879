import Domain
import Doorway
import MIME
import Tenant

/// What changes messages.
extension IMAPSession {
    static let invalidSet = IMAPReply.bad("The specified message set is invalid.")
    static let someAreGone = IMAPReply.no("Some of the requested messages no longer exist.")

    func store(
        _ set: IMAPSequenceSet, _ change: IMAPCommand.FlagChange, byUID: Bool
    ) async throws(ConnectionEnd) -> IMAPReply {
        guard let selection, let mailbox = login?.mailbox, let places = selection.places(set, byUID: byUID) else {
            return Self.invalidSet
        }
        let now = sandbox.clock.now
        let changed = mailbox.change { state in
            places.map { place in
                selection.message(at: place, in: state).flatMap { message in
                    try? state.update(message.number, at: now) { $0.apply(change) }
                }
            }
        }
        for (place, message) in zip(places, changed) {
            guard let message else { continue }
            self.selection?.note(message)
            guard !change.isSilent else { continue }
            let flags = message.flags(
                isRecent: selection.isRecent(message.uid), keywords: facts[Facts.imapKeywords])
            say("* \(place + 1) FETCH (\(IMAPFlag.text(flags))\(byUID ? " UID \(message.uid)" : ""))")
            try await flushIfLong()
        }
        tellNews(expunges: byUID)
        return !byUID && changed.contains { $0 == nil } ? Self.someAreGone : .ok("STORE completed.")
    }

    func copy(_ set: IMAPSequenceSet, to name: [UInt8], byUID: Bool) -> IMAPReply {
        transfer(set, to: name, byUID: byUID, "COPY") { state, message, folder throws(MailboxError) in
            try state.copy(message, to: folder)
        }
    }

    /// RFC 6851: COPYUID comes before the expunges.
    func move(_ set: IMAPSequenceSet, to name: [UInt8], byUID: Bool) -> IMAPReply {
        transfer(set, to: name, byUID: byUID, "MOVE") { state, message, folder throws(MailboxError) in
            try state.move(message, to: folder)
        }
    }

    private func transfer(
        _ set: IMAPSequenceSet, to name: [UInt8], byUID: Bool, _ command: String,
        _ act: (inout MailboxState, MessageNumber, FolderNumber) throws(MailboxError) -> StoredMessage
    ) -> IMAPReply {
        guard let selection, let mailbox = login?.mailbox, let places = selection.places(set, byUID: byUID) else {
            return Self.invalidSet
        }
        guard let target = mailbox.read({ folder(name, in: $0) }) else {
            return .no("[TRYCREATE] Mailbox does not exist.")
        }
        var uids: [(old: UInt32, new: UInt32)] = []
        do throws(MailboxError) {
            uids = try mailbox.changeWhole { state throws(MailboxError) in
                var uids: [(old: UInt32, new: UInt32)] = []
                for message in places.compactMap({ selection.message(at: $0, in: state) }) {
                    uids.append((message.uid, try act(&state, message.number, target.number).uid))
                }
                return uids
            }
        } catch {
            tellNews(expunges: true)
            return .no(error.words(for: command))
        }
        let code = copyCode(uids, in: target)
        if command == "MOVE", !code.isEmpty { say("* OK \(code)") }
        tellNews(expunges: true)
        return .ok(command == "MOVE" || code.isEmpty ? "\(command) completed." : "\(code) \(command) completed.")
    }

    /// RFC 4315, section 3; of nothing with empty sets, where the fact says so (reference sheet §B4).
    private func copyCode(_ uids: [(old: UInt32, new: UInt32)], in target: Folder) -> String {
        guard !uids.isEmpty || facts[Facts.imapEmptyCopyUID] else { return "" }
        let old = IMAPSequenceText.text(uids.map(\.old))
        let new = IMAPSequenceText.text(uids.map(\.new))
        return "[COPYUID \(Self.validity(of: target, facts)) \(old) \(new)]"
    }

    /// EXPUNGE, or UID EXPUNGE of some.
    func expunge(_ set: IMAPSequenceSet?) async -> IMAPReply {
        await removeMarked(among: set)
        tellNews(expunges: true)
        return .ok("EXPUNGE completed.")
    }

    /// Takes marked messages out, to where deleted ones can be recovered from.
    func removeMarked(among set: IMAPSequenceSet?) async {
        guard let selection, let mailbox = login?.mailbox else { return }
        let places = set.map { selection.places($0, byUID: true) ?? [] } ?? Array(0..<selection.count)
        for start in stride(from: 0, to: places.count, by: Self.messagesAtOnce) {
            mailbox.change { state in
                for place in places[start..<min(start + Self.messagesAtOnce, places.count)] {
                    guard let message = selection.message(at: place, in: state), message.isMarkedDeleted else {
                        continue
                    }
                    _ = try? state.remove(message.number, to: .recoverable)
                }
            }
            await Task.yield()
        }
    }

    func append(_ append: IMAPCommand.Append) -> IMAPReply {
        guard let login, let mailbox = login.mailbox, let target = mailbox.read({ folder(append.mailbox, in: $0) })
        else {
            return .no("[TRYCREATE] Mailbox does not exist.")
        }
        guard append.message.count <= login.owner?.messageSizeLimit ?? 0 else {
            return .no("The message exceeds the maximum supported size.")
        }
        let now = sandbox.clock.now
        guard let letter = try? Letter(parsing: append.message, at: append.date ?? now, seed: sandbox.seed) else {
            return .no("APPEND failed.")
        }
        do throws(MailboxError) {
            let message = try mailbox.change { state throws(MailboxError) in
                try state.append(letter, to: target.number, receivedAt: append.date ?? now) { message in
                    message.createdAt = now
                    for flag in append.flags { message.set(flag, true) }
                }
            }
            tellNews(expunges: true)
            return .ok("[APPENDUID \(Self.validity(of: target, facts)) \(message.uid)] APPEND completed.")
        } catch {
            return .no(error.words(for: "APPEND"))
        }
    }
}

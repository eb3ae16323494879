import Doorway
import Tenant

extension IMAPSession {
    func fetch(
        _ set: IMAPSequenceSet, _ items: [IMAPFetchItem], byUID: Bool
    ) async throws(ConnectionEnd) -> IMAPReply {
        guard let selection, let mailbox = login?.mailbox, let places = selection.places(set, byUID: byUID) else {
            return Self.invalidSet
        }
        let items = byUID && !items.contains(.uid) ? [.uid] + items : items
        let spoiled = IMAPFetchFaults(facts: facts) { self.fault($0, "FETCH") }
        let marks = !selection.readsOnly && facts[Facts.imapFetchMarksRead] && items.contains(where: \.marksRead)
        var someAreGone = false
        for start in stride(from: 0, to: places.count, by: Self.messagesAtOnce) {
            let chunk = places[start..<min(start + Self.messagesAtOnce, places.count)]
            let messages = mailbox.read { state in chunk.map { selection.message(at: $0, in: state) } }
            for (place, message) in zip(chunk, messages) {
                guard var message else {
                    someAreGone = true
                    continue
                }
                if spoiled.leavesOut(message) { continue }
                var wanted = items
                if marks, !message.isRead, let read = markRead(message, in: mailbox) {
                    message = read
                    if !items.contains(.flags) { wanted.append(.flags) }
                }
                let answer = IMAPFetchAnswer(
                    message: message, mailbox: mailbox, isRecent: selection.isRecent(message.uid), faults: spoiled)
                try await tell(answer, wanted, sequence: place + 1)
            }
        }
        tellNews(expunges: byUID)
        return someAreGone && !byUID ? Self.someAreGone : .ok("FETCH completed.")
    }

    private func markRead(_ message: StoredMessage, in mailbox: Mailbox) -> StoredMessage? {
        let now = sandbox.clock.now
        let read = mailbox.change { state in try? state.update(message.number, at: now) { $0.isRead = true } }
        if let read { selection?.note(read) }
        return read
    }

    private func tell(_ answer: IMAPFetchAnswer, _ items: [IMAPFetchItem], sequence: Int) async throws(ConnectionEnd) {
        say(Array("* \(sequence) FETCH (".utf8))
        let document = IMAPMessage(self.source(of: answer))
        for (index, item) in items.enumerated() {
            if index > 0 { say([0x20]) }
            switch item {
            case .flags:
                let flags = answer.message.flags(isRecent: answer.isRecent, keywords: facts[Facts.imapKeywords])
                say(Array(IMAPFlag.text(flags).utf8))
            case .uid: say(Array("UID \(answer.message.uid)".utf8))
            case .internalDate: say(Array("INTERNALDATE \"\(IMAPDate.text(answer.message.receivedAt))\"".utf8))
            case .size: say(Array("RFC822.SIZE \(size(of: answer.message, in: answer.mailbox))".utf8))
            case .envelope:
                let header = IMAPHeader(of: document.root, in: document.source)
                say(Array("ENVELOPE ".utf8) + IMAPEnvelope.text(header))
            case .structure(let extended):
                let writer = IMAPBodyStructure(
                    isExtended: extended, isMalformed: answer.faults.malformsStructure(of: answer.message))
                let text = writer.text(document.root, in: document.source)
                say(Array((extended ? "BODYSTRUCTURE " : "BODY ").utf8) + text)
            case .section(let section, _, let partial, let name):
                say(Array("\(name) ".utf8))
                try await tell(section, partial, of: document, dropping: answer.faults.dropsMidLiteral)
            }
        }
        say(Array(")\r\n".utf8))
        try await flushIfLong()
    }

    /// A section as a literal, in windows.
    private func tell(
        _ section: IMAPSection, _ partial: IMAPFetchItem.Partial?, of message: IMAPMessage, dropping: Bool
    ) async throws(ConnectionEnd) {
        guard let piece = message.piece(section) else { return say(IMAPText.nothing) }
        let first = min(partial?.first ?? 0, piece.count)
        let end = min(first + (partial?.count ?? piece.count), piece.count)
        say(Array("{\(end - first)}\r\n".utf8))
        let stop = dropping ? first + (end - first) / 2 : end
        var position = first
        while position < stop {
            let next = min(position + Self.window, stop)
            say(message.read(piece, position..<next))
            position = next
            try await flushIfLong()
        }
        if dropping {
            try await flush()
            try drop()
        }
    }

    private func source(of answer: IMAPFetchAnswer) -> any IMAPSource {
        answer.faults.isStub(answer.message)
            ? IMAPFetchFaults.stub(answer.message)
            : IMAPDocumentSource(document: rendered(answer.message, in: answer.mailbox))
    }

    private func rendered(_ message: StoredMessage, in mailbox: Mailbox) -> MIMEDocument {
        Rendering.document(of: mailbox.letter(of: message), number: message.number, mode: facts[Facts.mimeRendering])
    }

    /// RFC822.SIZE: an estimate, and never right, unless the administrator wants it exact (reference sheet §B4).
    func size(of message: StoredMessage, in mailbox: Mailbox) -> Int {
        let count = register.size(of: message, in: mailbox.owner) { rendered(message, in: mailbox).count }
        return facts[Facts.imapExactSize] ? count : count + count / 64 + 1 + Int(message.number.value % 7)
    }

    private static let window = 1 << 16
}

import Doorway
import Tenant

extension IMAPSession {
    func search(_ key: IMAPSearchKey, byUID: Bool) async throws(ConnectionEnd) -> IMAPReply {
        guard let selection, let mailbox = login?.mailbox else { return Self.invalidSet }
        let searcher = IMAPSearcher(key, selection: selection, keywords: facts[Facts.imapKeywords])
        var found: [String] = []
        for start in stride(from: 0, to: selection.count, by: Self.messagesAtOnce) {
            let places = start..<min(start + Self.messagesAtOnce, selection.count)
            let messages = mailbox.read { state in places.map { selection.message(at: $0, in: state) } }
            for (place, message) in zip(places, messages) {
                guard let message else { continue }
                let candidate = IMAPSearcher.Candidate(
                    message: message, sequence: UInt32(clamping: place + 1), letter: { mailbox.letter(of: message) },
                    size: { self.size(of: message, in: mailbox) })
                if searcher.matches(candidate) { found.append("\(byUID ? message.uid : candidate.sequence)") }
            }
            await Task.yield()
        }
        say((["* SEARCH"] + found).joined(separator: " "))
        tellNews(expunges: byUID)
        return .ok("SEARCH completed.")
    }

    /// The mailbox is not locked for longer than it takes to look at so many.
    static let messagesAtOnce = 256
}

import Doorway
import Tenant

extension IMAPSession {
    /// Does what was asked, where the state allows it.
    func perform(_ command: IMAPCommand) async throws(ConnectionEnd) -> IMAPReply {
        switch command {
        case .capability:
            say("* CAPABILITY \(capabilities)")
            return .ok("CAPABILITY completed.")
        case .noop: return report("NOOP")
        case .check: return report("CHECK")
        case .logout:
            end("Microsoft Exchange Server IMAP4 server signing off.")
            return .ok("LOGOUT completed.")
        case .id:
            say("* ID (\"name\" \"Microsoft.Exchange.Imap4.Imap4Server\" \"version\" \"15.20\")")
            return .ok("ID completed.")
        case .namespace:
            say("* NAMESPACE ((\"\" \"/\")) NIL NIL")
            return .ok("NAMESPACE completed.")
        case .enable(let names): return enable(names)
        case .login: return .no(facts[Facts.imapBasicRefusal])
        case .authenticate(let mechanism, let response): return try await authenticate(mechanism, response)
        case .select(let name, let readsOnly): return select(name, readsOnly: readsOnly)
        case .create(let name): return create(name)
        case .delete(let name): return delete(name)
        case .rename(let name, let new): return rename(name, to: new)
        case .subscribe(let name, let isOn): return subscribe(name, isOn: isOn)
        case .list(let reference, let pattern, let subscribed):
            return list(IMAPPattern(reference: reference, pattern: pattern), pattern, subscribed: subscribed)
        case .status(let name, let items): return status(name, items)
        case .append(let append): return self.append(append)
        case .idle: return try await idle()
        case .close: return await close()
        case .unselect:
            selection = nil
            return .ok("UNSELECT completed.")
        case .expunge: return await expunge(nil)
        case .expungeUIDs(let set): return await expunge(set)
        case .search(let key, let byUID):
            return isRev2 ? .bad("Command Error. 12") : try await search(key, byUID: byUID)
        case .fetch(let set, let items, let byUID): return try await fetch(set, items, byUID: byUID)
        case .store(let set, let change, let byUID): return try await store(set, change, byUID: byUID)
        case .copy(let set, let name, let byUID): return copy(set, to: name, byUID: byUID)
        case .move(let set, let name, let byUID): return move(set, to: name, byUID: byUID)
        }
    }

    private var capabilities: String {
        var words = facts[login == nil ? Facts.imapCapabilitiesBefore : Facts.imapCapabilitiesAfter]
            .split(separator: " ").map(String.init)
        if !facts[Facts.imapMove] { words.removeAll { $0 == "MOVE" } }
        if !facts[Facts.imapInitialResponse] { words.removeAll { $0 == "SASL-IR" } }
        if login != nil, facts[Facts.imapRev2] {
            // As some tenants show it since September 2026 (reference sheet §B3).
            let place = words.firstIndex(of: "UNSELECT").map { $0 + 1 } ?? words.count
            words.insert(contentsOf: ["ENABLE", "IMAP4rev2"], at: place)
            if let place = words.firstIndex(of: "BACKENDAUTHENTICATE") {
                words.insert("BACKENDAUTHENTICATE-IR", at: place + 1)
            }
        }
        return words.joined(separator: " ")
    }

    /// What stands in brackets behind the answer to AUTHENTICATE, where the fact says so.
    var pushedCapability: String { facts[Facts.imapCapabilityPushed] ? "[CAPABILITY \(capabilities)] " : "" }

    private func enable(_ names: [String]) -> IMAPReply {
        let enabled = names.filter { $0 == "IMAP4REV2" }
        isRev2 = isRev2 || !enabled.isEmpty
        say(enabled.isEmpty ? "* ENABLED" : "* ENABLED IMAP4rev2")
        return .ok("ENABLE completed.")
    }

    /// NOOP and CHECK: what happened meanwhile.
    private func report(_ name: String) -> IMAPReply {
        tellNews(expunges: true)
        return .ok("\(name) completed.")
    }

    /// Tells what the client does not know of the selected folder yet. Expunges only where sequence numbers may change
    /// (RFC 3501, section 7.4.1).
    func tellNews(expunges: Bool) {
        guard let selection, let mailbox = login?.mailbox else { return }
        let keywords = facts[Facts.imapKeywords]
        let told = mailbox.read { state in
            var fresh = selection
            let news = fresh.refresh(state, expunges: expunges)
            var lines = news.expunged.map { "* \($0) EXPUNGE" }
            if news.arrived { lines += ["* \(fresh.count) EXISTS", "* \(fresh.recentCount) RECENT"] }
            for uid in news.changed {
                guard let place = fresh.place(of: uid), let message = fresh.message(at: place, in: state) else {
                    continue
                }
                let flags = message.flags(isRecent: fresh.isRecent(uid), keywords: keywords)
                lines.append("* \(place + 1) FETCH (\(IMAPFlag.text(flags)))")
            }
            return (selection: fresh, lines: lines)
        }
        self.selection = told.selection
        for line in told.lines { say(line) }
    }
}

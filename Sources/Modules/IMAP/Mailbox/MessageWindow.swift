internal import Domain
internal import Mail

/// One page of a list on its way from the server.
struct MessageWindow: Sendable {
    let account: AccountID
    /// As the server writes it.
    let mailbox: [UInt8]
    let listing: MessageListing
    let position: PagePosition?
    let deadline: Deadline

    /// How many windows are looked at for one page, where the server leaves messages out or the filter throws them away.
    private static let mostWindows = 20

    var limit: Int { max(1, min(listing.limit, 1_000)) }

    func load(over connection: IMAPConnection) async throws(MailError) -> MessagePage {
        listing.filter == MessageFilter() ? try await loadAll(over: connection) : try await loadFound(over: connection)
    }

    // MARK: Without a filter

    private func loadAll(over connection: IMAPConnection) async throws(MailError) -> MessagePage {
        let selected = try await begin(over: connection)
        var upper = selected.upper
        var messages: [FetchedMessage] = []
        for _ in 0..<Self.mostWindows where messages.isEmpty && upper > 0 {
            let lower = upper > UInt32(limit) ? upper - UInt32(limit) + 1 : 1
            messages = try await fetch("FETCH \(lower):\(upper)", over: connection)
            if await connection.selected?.hasExpunged == true {  // numbers have moved: once more by UID
                return try await loadFound(over: connection)
            }
            upper = lower - 1
        }
        let next = upper > 0 ? messages.last?.uid : nil
        return try await page(
            messages, next: next, total: Int(selected.mailbox.exists), in: selected.mailbox, over: connection)
    }

    /// Looks at the mailbox; `upper` is the number of the newest message that belongs to the page.
    private func begin(
        over connection: IMAPConnection
    ) async throws(MailError) -> (mailbox: SelectedMailbox, upper: UInt32) {
        guard let position else {
            let (mailbox, _) = try await connection.look(at: mailbox, until: deadline)
            return (mailbox, mailbox.exists)
        }
        let isExtended = await connection.capabilities.has("ESEARCH")
        let search = IMAPCommand(
            "SEARCH \(isExtended ? "RETURN (MIN) " : "")UID \(position.lowestUID):\(UInt32.max)")
        let (mailbox, outcomes) = try await connection.look(at: mailbox, then: [search], until: deadline)
        try check(mailbox)
        let outcome = try outcomes[0].accepted()
        let lowest = outcome.untagged.compactMap { response -> UInt32? in
            switch response {
            case .search(let numbers): numbers.min()
            case .extendedSearch(let result): result.minimum
            default: nil
            }
        }.min()
        return (mailbox, min(lowest.map { $0 > 0 ? $0 - 1 : 0 } ?? mailbox.exists, mailbox.exists))
    }

    // MARK: With a filter

    private func loadFound(over connection: IMAPConnection) async throws(MailError) -> MessagePage {
        let isExtended = await connection.capabilities.has("ESEARCH")
        let search = IMAPCommand("UID SEARCH \(isExtended ? "RETURN (ALL) " : "")\(criteria)")
        let (selected, outcomes) = try await connection.look(at: mailbox, then: [search], until: deadline)
        try check(selected)
        var candidates = try outcomes[0].accepted().found.sorted(by: >)
        var total = candidates.count
        if listing.includesTotal, hasDates {
            candidates = try await exact(candidates, over: connection)
            total = candidates.count
        }
        if let position { candidates.removeAll { $0 >= position.lowestUID } }
        var rest = candidates[...]
        var messages: [FetchedMessage] = []
        for _ in 0..<Self.mostWindows where messages.count < limit && !rest.isEmpty {
            let window = rest.prefix(limit - messages.count)
            rest = rest.dropFirst(window.count)
            messages += try await fetch("UID FETCH \(NumberSet(window).text)", over: connection).filter(matches)
        }
        let last = rest.first.map { $0 < .max ? $0 + 1 : $0 }
        return try await page(messages, next: last, total: total, in: selected, over: connection)
    }

    /// SEARCH compares days without their time and zone (RFC 9051, section 6.4.4), so it is asked for a day more on each
    /// side, and what it finds is looked at again.
    private var criteria: String {
        var criteria: [String] = []
        if listing.filter.unseenOnly { criteria.append("UNSEEN") }
        if let since = listing.filter.since {
            criteria.append("SINCE \(InternalDate.date(since.advanced(by: .seconds(-86_400))))")
        }
        if let before = listing.filter.before {
            criteria.append("BEFORE \(InternalDate.date(before.advanced(by: .seconds(2 * 86_400))))")
        }
        // The total counts what earlier pages had as well.
        if let position, !listing.includesTotal, position.lowestUID > 1 {
            criteria.append("UID 1:\(position.lowestUID - 1)")
        }
        return criteria.isEmpty ? "ALL" : criteria.joined(separator: " ")
    }

    private var hasDates: Bool { listing.filter.since != nil || listing.filter.before != nil }

    private func matches(_ message: FetchedMessage) -> Bool {
        let filter = listing.filter
        if filter.unseenOnly, message.flags?.contains(where: { $0.lowercased() == "\\seen" }) == true { return false }
        guard let receivedAt = message.receivedAt else { return !hasDates }
        return filter.since.map { receivedAt >= $0 } ?? true && filter.before.map { receivedAt < $0 } ?? true
    }

    /// How many messages are asked for their time in one go: what one call's answers may hold is bounded, and so is the
    /// line that a server reads.
    private static let dateBatch = 5_000

    /// Those whose time of receipt is really within the filter, in the order of `candidates`, the highest first.
    private func exact(_ candidates: [UInt32], over connection: IMAPConnection) async throws(MailError) -> [UInt32] {
        var exact: [UInt32] = []
        for start in stride(from: 0, to: candidates.count, by: Self.dateBatch) {
            let batch = candidates[start..<min(start + Self.dateBatch, candidates.count)]
            let command = IMAPCommand("UID FETCH \(NumberSet(batch).text) (UID INTERNALDATE)")
            let fetched = try await connection.run(command, until: deadline).accepted().fetched
            exact += MergedFetch(fetched).descending.filter(matches).compactMap(\.uid)
        }
        return exact
    }

    // MARK: Both

    private func check(_ selected: SelectedMailbox) throws(MailError) {
        if let position, position.uidValidity != selected.uidValidity { throw .cursorExpired }
    }

    /// Attachments and previews are found by it.
    private var needsStructure: Bool {
        listing.includesPreview || listing.fields?.contains(.hasAttachments) ?? true
    }

    /// The messages of a window, newest first. A server that has lost some of them says NO after the others (reference
    /// sheet §B4): these are kept.
    private func fetch(_ command: String, over connection: IMAPConnection) async throws(MailError) -> [FetchedMessage] {
        let items = SummaryMaker.items(await connection.capabilities, structure: needsStructure)
        let outcome = try await connection.run(IMAPCommand("\(command) (\(items))"), until: deadline)
        let messages = MergedFetch(outcome.fetched).descending.filter { message in
            guard message.envelope != nil, let uid = message.uid else { return false }
            return position.map { uid < $0.lowestUID } ?? true
        }
        if outcome.status.condition != .no || messages.isEmpty { _ = try outcome.accepted() }
        return messages
    }

    private func page(
        _ messages: [FetchedMessage], next: UInt32?, total: Int, in selected: SelectedMailbox,
        over connection: IMAPConnection
    ) async throws(MailError) -> MessagePage {
        let maker = SummaryMaker(account: account, mailbox: listing.mailbox, uidValidity: selected.uidValidity)
        var summaries = messages.compactMap(maker.summary)
        if listing.includesPreview {
            let previews = try await previews(of: messages, over: connection)
            for (index, message) in messages.enumerated() where index < summaries.count {
                summaries[index].preview = message.uid.flatMap { previews[$0] }
            }
        }
        let position = next.map { PagePosition(uidValidity: selected.uidValidity, lowestUID: $0).bytes }
        return MessagePage(messages: summaries, next: position, total: listing.includesTotal ? total : nil)
    }

    /// The beginnings of the texts: one command for all messages whose text has the same number.
    private func previews(
        of messages: [FetchedMessage], over connection: IMAPConnection
    ) async throws(MailError) -> [UInt32: String] {
        var leaves: [UInt32: MessageParts.Leaf] = [:]
        for message in messages {
            guard let uid = message.uid, case .part(let root) = message.structure else { continue }
            let parts = MessageParts(root)
            leaves[uid] = parts.text ?? parts.html
        }
        let groups = Dictionary(grouping: leaves.keys) { leaves[$0]?.number ?? "1" }
        let commands = groups.map { number, uids in
            IMAPCommand("UID FETCH \(NumberSet(uids).text) (UID BODY.PEEK[\(number)]<0.\(Preview.bytes)>)")
        }
        var previews: [UInt32: String] = [:]
        for outcome in try await connection.run(commands, until: deadline) {
            for message in outcome.fetched {
                guard let uid = message.uid, let leaf = leaves[uid], let section = message.section(leaf.number) else {
                    continue
                }
                previews[uid] = Preview.text(section, of: leaf)
            }
        }
        return previews
    }
}

extension FetchedMessage {
    /// The held content of one section.
    func section(_ name: String) -> [UInt8]? {
        for section in sections where section.name == name {
            if case .bytes(let bytes) = section.content { return bytes }
        }
        return nil
    }
}

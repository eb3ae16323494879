import Tenant

extension StoredMessage {
    /// Its flags as IMAP tells them. \Answered is a reply, or a reply to all (reference sheet §C8).
    func flags(isRecent: Bool, keywords: Bool) -> [IMAPFlag] {
        var flags: [IMAPFlag] = []
        if isRead { flags.append(.seen) }
        if lastVerb == Self.reply || lastVerb == Self.replyToAll { flags.append(.answered) }
        if followUp == .flagged { flags.append(.flagged) }
        if isMarkedDeleted { flags.append(.deleted) }
        if isDraft { flags.append(.draft) }
        if isReceiptSent { flags.append(.receiptSent) }
        if isRecent { flags.append(.recent) }
        if keywords { flags += categories.map { .keyword($0) } }
        return flags
    }

    mutating func set(_ flag: IMAPFlag, _ isOn: Bool) {
        switch flag {
        case .seen: isRead = isOn
        case .answered:
            if isOn, lastVerb != Self.replyToAll { lastVerb = Self.reply }
            if !isOn, lastVerb == Self.reply || lastVerb == Self.replyToAll { lastVerb = nil }
        case .flagged:
            if isOn { followUp = .flagged } else if followUp == .flagged { followUp = .notFlagged }
        case .deleted: isMarkedDeleted = isOn
        case .draft: isDraft = isOn
        case .receiptSent: isReceiptSent = isOn
        case .recent: break
        case .keyword(let name):
            categories.removeAll { $0.lowercased() == name.lowercased() }
            if isOn { categories.append(name) }
        }
    }

    /// Makes one change of STORE.
    mutating func apply(_ change: IMAPCommand.FlagChange) {
        switch change.mode {
        case .add: set(change.flags, true)
        case .remove: set(change.flags, false)
        case .replace:
            let others = flags(isRecent: false, keywords: change.replacesKeywords)
            set(others.filter { !change.flags.contains($0) }, false)
            set(change.flags, true)
        }
    }

    private mutating func set(_ flags: [IMAPFlag], _ isOn: Bool) {
        for flag in flags { set(flag, isOn) }
    }

    private static let reply = 102
    private static let replyToAll = 103
}

extension IMAPFlag {
    /// `FLAGS (\Seen)`
    static func text(_ flags: [IMAPFlag]) -> String { "FLAGS (\(flags.map(\.text).joined(separator: " ")))" }
}

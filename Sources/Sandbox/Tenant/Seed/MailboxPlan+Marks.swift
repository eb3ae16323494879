extension MailboxPlan {
    /// What the owner did with a mail: read it, flagged it, sorted it. Newer mail is read less often.
    func mark(_ lot: MailLot, _ index: Int, on message: inout StoredMessage) {
        var random = SeedRandom(seed, 21, lot.ordinal, UInt64(index))
        switch lot.kind {
        case .drafts:
            message.isDraft = true
            message.isRead = true
        case .sent, .replies: message.isRead = true
        case .junk: message.inference = .other
        case .charsets, .attachments, .large, .odd: message.isRead = random.once(in: 2)
        case .newsletters:
            message.isRead = !random.once(in: 4)
            message.inference = .other
        case .inbox, .letters, .invoices:
            let isNew = lot.count - index <= 24
            message.isRead = isNew ? random.once(in: 3) : !random.once(in: 12)
            decorate(lot, index, &message, &random)
        }
    }

    private func decorate(
        _ lot: MailLot, _ index: Int, _ message: inout StoredMessage, _ random: inout SeedRandom
    ) {
        if random.once(in: 15) { message.followUp = .flagged }
        if random.once(in: 40) {
            message.followUp = .complete
            message.followUpTimes[.completed] = FollowUpTime(message.receivedAt)
        }
        if random.once(in: 10) { message.categories = [random.pick(Self.categories)] }
        if random.once(in: 80) { message.categories = ["Blue category", "Urgent"] }
        guard lot.kind == .inbox else { return }
        if index % 8 == 1 { message.inference = .other }
        if index % 8 == 2, reply(inBlock: index / 8) != nil {
            message.isRead = true
            message.lastVerb = 103
        }
    }

    private static let categories = ["Red category", "Green category", "Blue category", "Urgent", "Büro"]
}

import Domain

extension MailboxPlan {
    /// Who takes part in the conversations of eight mails that follow one another in the inbox, and the topics.
    ///
    /// Mails 0, 2 and 5 are one conversation, with the owner's answer between 2 and 5; 4 and 7 are another.
    struct Block {
        var first: NamedAddress
        var second: NamedAddress
        var third: NamedAddress
        var topic: String
        var otherTopic: String
        var isPlain: Bool
    }

    func block(_ number: Int) -> Block {
        var random = SeedRandom(seed, 7, UInt64(number))
        let start = random.below(cast.count)
        let topic = random.below(phrases.topics.count)
        return Block(
            first: cast[start], second: cast[(start + 1) % cast.count], third: cast[(start + 2) % cast.count],
            topic: phrases.topics[topic], otherTopic: phrases.topics[(topic + 1) % phrases.topics.count],
            isPlain: random.once(in: 4))
    }

    /// One mail of a conversation in the inbox: positions 0, 2, 4, 5 and 7 of its block.
    func conversationMail(_ lot: MailLot, _ index: Int) -> Letter {
        let block = block(index / 8)
        let base = index / 8 * 8
        switch index % 8 {
        case 0:
            return threadMail(lot, index, from: block.first, cc: [block.second], topic: block.topic, before: [], block)
        case 2:
            return threadMail(
                lot, index, from: block.second, cc: [block.first], topic: block.topic, before: [(lot, base)], block)
        case 5:
            let answer = reply(inBlock: index / 8).map { [$0] } ?? []
            let before = [(lot: lot, index: base), (lot, base + 2)] + answer
            return threadMail(
                lot, index, from: block.first, cc: [block.second], topic: block.topic, before: before, block)
        case 4:
            return threadMail(lot, index, from: block.third, cc: [], topic: block.otherTopic, before: [], block)
        default:
            return threadMail(
                lot, index, from: block.third, cc: [], topic: block.otherTopic, before: [(lot, base + 4)], block)
        }
    }

    /// The owner's answer to the second mail of a conversation.
    func answer(_ lot: MailLot, _ index: Int) -> Letter {
        let number = block(ofReply: index, in: lot)
        let block = block(number)
        guard let inbox = self.lot(.inbox) else { return single(lot, index) }
        var letter = threadMail(
            lot, index, from: owner, cc: [block.first], topic: block.topic,
            before: [(inbox, number * 8), (inbox, number * 8 + 2)], block)
        letter.to = [block.second]
        letter.arrivedHeaders = []
        return letter
    }

    private func threadMail(
        _ lot: MailLot, _ index: Int, from: NamedAddress, cc: [NamedAddress], topic: String,
        before: [(lot: MailLot, index: Int)], _ block: Block
    ) -> Letter {
        var prose = prose(lot, index, from: from, to: from == owner ? block.second : owner)
        let subject = before.isEmpty ? topic : phrases.replyPrefix + topic
        if let last = before.last {
            let sender = sender(last.lot, last.index)
            prose.quote = Prose.Quote(
                from: sender, sentAt: receivedAt(last.lot, last.index), to: from, subject: topic,
                paragraphs: self.prose(last.lot, last.index, from: sender, to: owner).paragraphs)
        }
        let references = before.map { messageID($0.lot, $0.index, of: sender($0.lot, $0.index)) }
        var letter = letter(lot, index, from: from, subject: subject, prose: prose, isPlain: block.isPlain, references)
        letter.cc = cc
        if index % 16 == 0, !block.isPlain { letter.addPicture(named: "logo.png", after: prose) }
        return letter
    }

    /// Who wrote a mail of a conversation.
    private func sender(_ lot: MailLot, _ index: Int) -> NamedAddress {
        if lot.kind == .replies { return owner }
        let block = block(index / 8)
        return switch index % 8 {
        case 0, 5: block.first
        case 2: block.second
        default: block.third
        }
    }

    func prose(_ lot: MailLot, _ index: Int, from: NamedAddress, to: NamedAddress) -> Prose {
        var random = random(lot, index)
        return Prose(
            paragraphs: Prose.paragraphs(to: to, from: from, phrases: phrases, &random), phrases: phrases)
    }
}

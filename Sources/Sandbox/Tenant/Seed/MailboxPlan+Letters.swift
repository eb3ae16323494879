import Domain

extension MailboxPlan {
    /// A letter to the owner (or from them) with everything that all letters have.
    func letter(
        _ lot: MailLot, _ index: Int, from: NamedAddress, subject: String, prose: Prose, isPlain: Bool = false,
        _ references: [String] = []
    ) -> Letter {
        let receivedAt = receivedAt(lot, index)
        let messageID = messageID(lot, index, of: from)
        var letter = Letter(
            subject: subject, from: from, sentAt: receivedAt.advanced(by: .seconds(-4)), messageID: messageID,
            body: isPlain ? LetterBody(.text, prose.text) : LetterBody(.html, prose.html),
            conversation: Conversation.key(
                messageID: messageID, inReplyTo: references.last, references: references, subject: subject))
        letter.inReplyTo = references.last
        letter.references = references
        letter.to = [owner]
        if !isPlain { letter.alternativeText = prose.text }
        if from != owner { letter.arrivedHeaders = [received(at: receivedAt, messageID)] }
        return letter
    }

    /// A mail of the inbox that is no conversation: positions 1, 3 and 6 of a block.
    func single(_ lot: MailLot, _ index: Int) -> Letter {
        switch index % 8 {
        case 1: newsletter(lot, index)
        case 3: report(lot, index)
        case 6 where index / 8 % 3 == 0: invitation(lot, index)
        default: notice(lot, index)
        }
    }

    /// A short letter about something.
    func notice(_ lot: MailLot, _ index: Int) -> Letter {
        var random = SeedRandom(seed, 11, lot.ordinal, UInt64(index))
        let from = lot.kind == .sent ? owner : random.pick(cast)
        let other = lot.kind == .sent ? random.pick(cast) : owner
        let prose = prose(lot, index, from: from, to: other)
        var letter = letter(
            lot, index, from: from, subject: random.pick(phrases.topics), prose: prose, isPlain: random.once(in: 3))
        letter.to = [other]
        if random.once(in: 6) { letter.importance = .high }
        if random.once(in: 9) { letter.asksForReadReceipt = true }
        return letter
    }

    func newsletter(_ lot: MailLot, _ index: Int) -> Letter {
        let from = NamedAddress(name: "Northwind Weekly", address: "news@northwind.example")
        var prose = prose(lot, index, from: from, to: owner)
        prose.htmlExtra =
            "<p><a href=\"https://northwind.example/unsubscribe?id=\(index)\">Unsubscribe</a></p>\r\n"
        var letter = letter(lot, index, from: from, subject: "Your weekly digest, issue \(index + 1)", prose: prose)
        letter.arrivedHeaders += [
            HeaderField(name: "List-Id", value: "Northwind Weekly <weekly.northwind.example>"),
            HeaderField(name: "List-Unsubscribe", value: "<https://northwind.example/unsubscribe?id=\(index)>"),
            HeaderField(name: "Precedence", value: "bulk"),
        ]
        return letter
    }

    /// A letter with a file, of another kind each time.
    func report(_ lot: MailLot, _ index: Int) -> Letter {
        var random = SeedRandom(seed, 12, lot.ordinal, UInt64(index))
        let from = random.pick(cast)
        let topic = random.pick(phrases.topics)
        let prose = prose(lot, index, from: from, to: owner)
        var letter = letter(lot, index, from: from, subject: topic, prose: prose, isPlain: random.once(in: 2))
        letter.add(SeedFiles.file(index / 8, titled: topic, &random))
        if random.once(in: 4) { letter.add(SeedFiles.file(index / 8 + 1, titled: topic, &random)) }
        return letter
    }

    func invoice(_ lot: MailLot, _ index: Int) -> Letter {
        let from = NamedAddress(name: "Northwind Traders, Billing", address: "billing@northwind.example")
        let number = "2026-\(1_000 + index)"
        var letter = letter(
            lot, index, from: from, subject: "Invoice \(number)", prose: prose(lot, index, from: from, to: owner))
        letter.add(SeedFiles.pdf(named: "Invoice \(number).pdf", titled: "Invoice \(number)"))
        return letter
    }

    func junk(_ lot: MailLot, _ index: Int) -> Letter {
        let from = NamedAddress(name: "Prize Department", address: "winner\(index)@lottery.example")
        var prose = Prose(paragraphs: ["You have won!!!", "Click below to collect €1,000,000."], phrases: phrases)
        prose.htmlExtra =
            "<script>steal()</script><a href=\"javascript:run()\" onclick=\"run()\">Click</a>"
            + "<iframe src=\"https://lottery.example/\"></iframe>\r\n"
        return letter(lot, index, from: from, subject: "Congratulations, winner No. \(index + 1)", prose: prose)
    }

    /// A meeting request, with its calendar part.
    private func invitation(_ lot: MailLot, _ index: Int) -> Letter {
        var random = SeedRandom(seed, 13, lot.ordinal, UInt64(index))
        let from = random.pick(cast)
        let topic = random.pick(phrases.topics)
        let prose = prose(lot, index, from: from, to: owner)
        var letter = letter(lot, index, from: from, subject: topic, prose: prose)
        letter.add(
            SeedFiles.invitation(
                to: topic, from: from, to: owner, at: receivedAt(lot, index).advanced(by: .seconds(7 * 86_400)),
                id: letter.messageID))
        return letter
    }

    private func received(at time: Timestamp, _ messageID: String) -> HeaderField {
        let id = Mixer.digits(Mixer.hash(messageID, salt: 9)).uppercased()
        return HeaderField(
            name: "Received",
            value: "from mx.sandbox.example (192.0.2.25) by mail.sandbox.example (192.0.2.26) with ESMTPS id \(id); "
                + MailDate.text(time))
    }
}

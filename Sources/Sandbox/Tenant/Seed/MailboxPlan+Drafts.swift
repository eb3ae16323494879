import Domain

extension MailboxPlan {
    /// Drafts as people leave them: without a recipient, without a subject, an answer begun, with files.
    func draft(_ lot: MailLot, _ index: Int) -> Letter {
        var random = SeedRandom(seed, 14, lot.ordinal, UInt64(index))
        var prose = prose(lot, index, from: owner, to: cast[index % cast.count])
        if index % 6 == 1 { prose.paragraphs = [] }
        var references: [String] = []
        var subject = random.pick(phrases.topics)
        if index % 6 == 2, let inbox = self.lot(.inbox), inbox.count > 0 {
            let block = block(0)
            references = [messageID(inbox, 0, of: block.first)]
            subject = phrases.replyPrefix + block.topic
        }
        if index % 6 == 1 { subject = "" }
        var letter = letter(
            lot, index, from: owner, subject: subject, prose: prose, isPlain: index % 6 == 3, references)
        letter.to = index % 6 <= 1 ? [] : [cast[index % cast.count]]
        if index % 6 == 4 { letter.add(SeedFiles.file(0, titled: "Draft", &random)) }
        if index % 6 == 5 {
            letter.bcc = [cast[(index + 1) % cast.count]]
            letter.addPicture(named: "sketch.png", after: prose)
        }
        return letter
    }
}

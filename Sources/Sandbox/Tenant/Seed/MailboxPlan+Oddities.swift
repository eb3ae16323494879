import Domain

extension MailboxPlan {
    /// A mail that breaks a rule, or keeps one that few keep.
    func oddity(_ lot: MailLot, _ index: Int) -> Letter {
        let oddity = Oddities.all[index % Oddities.all.count]
        let sender = NamedAddress(name: "Odd One Out", address: "odd@oddities.example")
        let time = receivedAt(lot, index)
        let id = messageID(lot, index, of: sender)
        let head = oddity.hasHead ? RawMail.head(from: sender, to: owner, date: time, messageID: id) : []
        return RawMail.letter(head + oddity.rest, at: time)
    }
}

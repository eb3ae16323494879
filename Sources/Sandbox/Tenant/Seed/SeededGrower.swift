/// Grows the letters of one seeded mailbox.
struct SeededGrower: Grower {
    let plan: MailboxPlan
    private let empty = NoGrower()

    init(plan: MailboxPlan) { self.plan = plan }

    func letter(_ number: SeedNumber) -> Letter {
        guard let (lot, index) = plan.entry(number) else { return empty.letter(number) }
        switch lot.kind {
        case .inbox: return [1, 3, 6].contains(index % 8) ? plan.single(lot, index) : plan.conversationMail(lot, index)
        case .replies: return plan.answer(lot, index)
        case .letters: return index % 5 == 3 ? plan.report(lot, index) : plan.notice(lot, index)
        case .sent: return plan.notice(lot, index)
        case .newsletters: return plan.newsletter(lot, index)
        case .invoices: return plan.invoice(lot, index)
        case .junk: return plan.junk(lot, index)
        case .drafts: return plan.draft(lot, index)
        case .charsets: return plan.charsetSample(lot, index)
        case .large: return plan.attachmentSample(lot, index, sample: index)
        case .attachments: return plan.attachmentSample(lot, index, sample: MailboxPlan.largeSamples + index)
        case .odd: return plan.oddity(lot, index)
        }
    }
}

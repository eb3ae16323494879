import Domain

/// What one seeded mailbox holds, and how to find out about any of its mails without growing the others.
struct MailboxPlan: Sendable {
    let owner: NamedAddress
    let phrases: Phrases
    /// Who writes to the owner.
    let cast: [NamedAddress]
    let lots: [MailLot]
    /// Of this mailbox.
    let seed: UInt64
    let newest: Timestamp

    /// Seconds between two mails of a lot, on average.
    private static let pace: Int64 = 2_700

    init(
        owner: NamedAddress, phrases: Phrases, cast: [NamedAddress], seed: UInt64, newest: Timestamp,
        counts: [(kind: MailLot.Kind, place: FolderPlace, count: Int)]
    ) {
        self.owner = owner
        self.phrases = phrases
        self.cast = cast
        self.seed = seed
        self.newest = newest
        var lots: [MailLot] = []
        var first: UInt32 = 0
        for (ordinal, entry) in counts.enumerated() {
            lots.append(
                MailLot(
                    kind: entry.kind, place: entry.place, ordinal: UInt64(ordinal), first: first, count: entry.count))
            first += UInt32(entry.count)
        }
        self.lots = lots
    }

    /// Which mail of which lot a number is; nil beyond the last.
    func entry(_ number: SeedNumber) -> (lot: MailLot, index: Int)? {
        guard let lot = lots.last(where: { $0.first <= number.value && $0.count > 0 }) else { return nil }
        let index = Int(number.value - lot.first)
        return index < lot.count ? (lot, index) : nil
    }

    func lot(_ kind: MailLot.Kind) -> MailLot? { lots.first { $0.kind == kind } }

    func random(_ lot: MailLot, _ index: Int) -> SeedRandom { SeedRandom(seed, lot.ordinal + 100, UInt64(index)) }

    /// When it came. Later numbers of a lot are later; the newest of the inbox came when the plan says.
    func receivedAt(_ lot: MailLot, _ index: Int) -> Timestamp {
        if lot.kind == .replies, let inbox = self.lot(.inbox) {
            return receivedAt(inbox, block(ofReply: index, in: lot) * 8 + 2).advanced(by: .seconds(900))
        }
        let age = Int64(lot.count - 1 - index) * Self.pace + (lot.kind == .inbox ? 0 : Int64(lot.ordinal) * 40_000)
        var random = SeedRandom(seed, lot.ordinal, UInt64(index))
        let isNewest = index >= lot.count - 1
        return newest.advanced(by: .seconds(-age - (isNewest ? 0 : Int64(random.below(1_700)))))
    }

    func messageID(_ lot: MailLot, _ index: Int, of sender: NamedAddress) -> String {
        let word = Mixer.mix(seed ^ Mixer.mix(lot.ordinal << 32 | UInt64(index)))
        let domain = sender.address.split(separator: "@").last ?? "contoso.example"
        return "<\(Mixer.digits(word).uppercased())@mail.\(domain)>"
    }

    /// Answers are in the newest conversations.
    func block(ofReply index: Int, in lot: MailLot) -> Int {
        max(0, ((self.lot(.inbox)?.count ?? 0) - 3) / 8 - (lot.count - 1 - index))
    }

    /// The number of the owner's answer in a conversation of the inbox; nil when it has none.
    func reply(inBlock block: Int) -> (lot: MailLot, index: Int)? {
        guard let lot = lot(.replies), lot.count > 0 else { return nil }
        let index = block - self.block(ofReply: 0, in: lot)
        return (0..<lot.count).contains(index) ? (lot, index) : nil
    }
}

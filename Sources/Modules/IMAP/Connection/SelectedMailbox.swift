/// The mailbox that a connection looks at.
struct SelectedMailbox: Equatable, Sendable {
    /// As the server writes it.
    var name: [UInt8]
    var isReadOnly: Bool
    var uidValidity: UInt32
    var exists: UInt32
    /// Whether a message went away since it was selected: message numbers that were learnt before are worth nothing then.
    var hasExpunged = false
    private let since = ContinuousClock.now

    /// How long ago it was selected.
    var age: Duration { since.duration(to: .now) }

    /// From what the server said about SELECT or EXAMINE; nil without a UIDVALIDITY, without which no message can be named.
    init?(_ name: [UInt8], isReadOnly: Bool, outcome: CommandOutcome) {
        var uidValidity: UInt32?
        var exists: UInt32 = 0
        for response in outcome.untagged {
            switch response {
            case .exists(let count): exists = count
            case .status(let status):
                if case .uidValidity(let value) = status.code { uidValidity = value }
            default: continue
            }
        }
        if case .uidValidity(let value) = outcome.status.code { uidValidity = value }
        guard let uidValidity else { return nil }
        self.name = name
        self.isReadOnly = isReadOnly
        self.uidValidity = uidValidity
        self.exists = exists
    }
}

package import Domain

/// What a new sandbox is to hold. The same plan gives the same tenant: ids, subjects and bytes.
package struct SeedPlan: Sendable {
    package static let mostMessages = 100_000
    /// When the newest seeded mail came, unless somebody says otherwise: 2026-11-20T17:00:00Z.
    package static let standardStart = Timestamp(secondsSince1970: 1_795_194_000)

    package var seed: UInt64
    /// How many messages Adele's Inbox holds; up to `mostMessages`.
    package var messages: Int
    package var facts: FactSheet
    /// When the newest seeded mail came; all other times go back from it.
    package var start: Timestamp

    package init(
        seed: UInt64 = 1, messages: Int = 300, facts: FactSheet = FactSheet(), start: Timestamp = Self.standardStart
    ) {
        self.seed = seed
        self.messages = min(max(messages, 0), Self.mostMessages)
        self.facts = facts
        self.start = start
    }
}

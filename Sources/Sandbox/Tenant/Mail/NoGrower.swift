import Domain

/// For a mailbox without seeded mail.
package struct NoGrower: Grower {
    package init() {}

    package func letter(_ seed: SeedNumber) -> Letter {
        Letter(
            subject: "", from: nil, sentAt: Timestamp(secondsSince1970: 0), messageID: "", body: LetterBody(.text, ""),
            conversation: "")
    }
}

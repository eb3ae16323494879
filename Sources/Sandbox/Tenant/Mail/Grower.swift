/// Makes the seeded letters of one mailbox, each whenever somebody looks at it. The same number gives the same letter.
package protocol Grower: Sendable {
    func letter(_ seed: SeedNumber) -> Letter
}

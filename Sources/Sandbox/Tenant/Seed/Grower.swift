/// Makes the seeded letters of one mailbox, each whenever somebody looks at it. The same number gives the same letter,
/// byte for byte, as long as the program runs with the same seed.
package protocol Grower: Sendable {
    func letter(_ number: SeedNumber) -> Letter
}

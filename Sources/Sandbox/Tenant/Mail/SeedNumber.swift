/// Which of a mailbox's seeded mails: its place in the order of growing, from 0.
package struct SeedNumber: Hashable, Sendable {
    package let value: UInt32
    package init(_ value: UInt32) { self.value = value }
}

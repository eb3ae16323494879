/// A message's number, unique in its mailbox for good: what the immutable id is made of.
package struct MessageNumber: Hashable, Comparable, Sendable {
    package let value: UInt64
    package init(_ value: UInt64) { self.value = value }
    package static func < (left: MessageNumber, right: MessageNumber) -> Bool { left.value < right.value }
}

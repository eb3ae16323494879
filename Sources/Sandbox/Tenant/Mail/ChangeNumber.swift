/// Where a mailbox is in its history: grows by one with each change. `changeKey` and delta tokens are made of it.
package struct ChangeNumber: Hashable, Comparable, Sendable {
    package let value: UInt64
    package init(_ value: UInt64) { self.value = value }
    package static func < (left: ChangeNumber, right: ChangeNumber) -> Bool { left.value < right.value }
}

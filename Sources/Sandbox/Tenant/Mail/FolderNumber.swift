/// A folder's number, unique in its mailbox for good.
package struct FolderNumber: Hashable, Comparable, Sendable {
    package let value: UInt32
    package init(_ value: UInt32) { self.value = value }
    package static func < (left: FolderNumber, right: FolderNumber) -> Bool { left.value < right.value }
}

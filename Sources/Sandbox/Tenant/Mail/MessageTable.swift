/// All messages of a mailbox by their numbers, which are dense: a search through 100,000 reads memory in order.
///
/// In pages, so that a change after somebody took a copy of the mailbox copies one page and not all.
struct MessageTable: Sendable {
    private static let pageSize = 512
    /// At the place of its number; nil where one was removed for good, and at 0.
    private var pages: [ContiguousArray<StoredMessage?>] = [[nil]]
    private var slotCount = 1
    private(set) var count = 0

    /// The number that the next message gets.
    var nextNumber: MessageNumber { MessageNumber(UInt64(slotCount)) }

    subscript(_ number: MessageNumber) -> StoredMessage? {
        guard number.value < UInt64(slotCount) else { return nil }
        let place = Int(number.value)
        return pages[place / Self.pageSize][place % Self.pageSize]
    }

    /// Keeps a message anew, or one with `nextNumber` for the first time.
    mutating func keep(_ message: StoredMessage) {
        let place = Int(message.number.value)
        guard message.number == nextNumber else {
            pages[place / Self.pageSize][place % Self.pageSize] = message
            return
        }
        if place % Self.pageSize == 0 { pages.append([]) }
        pages[place / Self.pageSize].append(message)
        slotCount += 1
        count += 1
    }

    mutating func remove(_ number: MessageNumber) -> StoredMessage? {
        guard let message = self[number] else { return nil }
        let place = Int(number.value)
        pages[place / Self.pageSize][place % Self.pageSize] = nil
        count -= 1
        return message
    }
}

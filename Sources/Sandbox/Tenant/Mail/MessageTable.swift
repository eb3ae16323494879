/// All messages of a mailbox by their numbers, which are dense: a search through 100,000 reads memory in order.
struct MessageTable: Sendable {
    /// At the place of its number; nil where one was removed for good, and at 0.
    private var slots: ContiguousArray<StoredMessage?> = [nil]
    private(set) var count = 0

    /// The number that the next message gets.
    var nextNumber: MessageNumber { MessageNumber(UInt64(slots.count)) }

    subscript(_ number: MessageNumber) -> StoredMessage? {
        number.value < UInt64(slots.count) ? slots[Int(number.value)] : nil
    }

    /// Keeps a message anew, or one with `nextNumber` for the first time.
    mutating func keep(_ message: StoredMessage) {
        if message.number == nextNumber {
            slots.append(message)
            count += 1
        } else {
            slots[Int(message.number.value)] = message
        }
    }

    mutating func remove(_ number: MessageNumber) -> StoredMessage? {
        guard let message = self[number] else { return nil }
        slots[Int(number.value)] = nil
        count -= 1
        return message
    }
}

/// Writes UIDs as a set: `1:3,7` (RFC 4315, section 3), in the order given.
enum IMAPSequenceText {
    static func text(_ numbers: [UInt32]) -> String {
        var spans: [(first: UInt32, last: UInt32)] = []
        for number in numbers {
            if let last = spans.last?.last, last < .max, number == last + 1 {
                spans[spans.count - 1].last = number
            } else {
                spans.append((number, number))
            }
        }
        return spans.map { $0.first == $0.last ? "\($0.first)" : "\($0.first):\($0.last)" }.joined(separator: ",")
    }
}

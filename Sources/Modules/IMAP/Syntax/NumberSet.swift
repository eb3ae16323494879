/// Message numbers or UIDs as ranges (RFC 9051, `sequence-set`), ascending and apart.
struct NumberSet: Equatable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    /// From numbers in any order.
    init(_ numbers: some Sequence<UInt32>) {
        var ranges: [ClosedRange<UInt32>] = []
        for number in numbers.sorted() {
            if let last = ranges.last, number <= last.upperBound || number == last.upperBound + 1 {
                ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, number)
            } else {
                ranges.append(number...number)
            }
        }
        self.ranges = ranges
    }

    init(ranges: [ClosedRange<UInt32>]) { self.ranges = ranges.sorted { $0.lowerBound < $1.lowerBound } }

    /// How many numbers the ranges hold.
    var count: Int { ranges.reduce(0) { $0 + $1.count } }

    /// `3:7,9`.
    var text: String {
        ranges.map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)" }
            .joined(separator: ",")
    }
}

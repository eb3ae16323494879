/// A set of sequence numbers or UIDs as written: `1:5,7,12:*` (RFC 3501, section 9, `sequence-set`).
package struct IMAPSequenceSet: Hashable, Sendable {
    /// A bound of a range; nil stands for `*`.
    struct Span: Hashable, Sendable {
        var first: UInt32?
        var last: UInt32?
    }
    let spans: [Span]

    init(scanning scanner: inout IMAPScanner) throws(IMAPSyntaxError) {
        var spans: [Span] = []
        repeat {
            let first = try Self.bound(&scanner)
            spans.append(Span(first: first, last: scanner.take(":") ? try Self.bound(&scanner) : first))
        } while scanner.take(",")
        self.spans = spans
    }

    private static func bound(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> UInt32? {
        if scanner.take("*") { return nil }
        let number = try scanner.number()
        guard number > 0 else { throw .argument }
        return number
    }

    /// The ranges in order, those that touch joined; `*` is `largest`, and either bound may be the larger one.
    func ranges(largest: UInt32) -> [ClosedRange<UInt32>] {
        let sorted = spans.map { span in
            let first = span.first ?? largest
            let last = span.last ?? largest
            return min(first, last)...max(first, last)
        }.sorted { $0.lowerBound < $1.lowerBound }
        return sorted.reduce(into: []) { ranges, range in
            if let previous = ranges.last, range.lowerBound <= previous.upperBound {
                ranges[ranges.count - 1] = previous.lowerBound...max(previous.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }
}

/// Where the parts of a message lie in its bytes, found by one pass over its lines (RFC 2046, section 5.1).
///
/// Its sections are therefore exact pieces of `BODY[]`, and an attachment's bytes are never held: the document says where
/// they lie, and they are passed over.
package struct IMAPOutline: Sendable {
    package let root: IMAPEntity

    /// The sheet's limits (§B6) with room: 250 parts, 30 levels. What is beyond them belongs to the part it is in.
    static let mostEntities = 1_000
    static let deepest = 32

    package init(_ source: some IMAPSource) {
        var builder = IMAPOutlineBuilder(count: source.count)
        for run in source.runs {
            switch run {
            case .lines(let range): Self.feed(source, range, to: &builder)
            case .opaque(let range, let lineCount): builder.passOver(range, lineCount: lineCount)
            }
        }
        root = builder.finish()
    }

    /// Hands over a run line by line, in windows.
    private static func feed(_ source: some IMAPSource, _ range: Range<Int>, to builder: inout IMAPOutlineBuilder) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(start + window, range.upperBound)
            builder.feed(source.read(start..<end))
            start = end
        }
    }

    private static let window = 1 << 18
}

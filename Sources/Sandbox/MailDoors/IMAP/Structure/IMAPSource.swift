/// The bytes of a message, wherever they come from.
package protocol IMAPSource: Sendable {
    var count: Int { get }
    /// The bytes of a range within `0..<count`.
    func read(_ range: Range<Int>) -> [UInt8]
    /// Everything in order, without gaps.
    var runs: [IMAPRun] { get }
}

/// A stretch of a message.
package enum IMAPRun: Sendable {
    /// Lines to be looked at.
    case lines(Range<Int>)
    /// Lines of base64, in which no delimiter and no header can stand, and how many line ends they hold.
    case opaque(Range<Int>, lineCount: Int)
}

/// A message that is held.
package struct IMAPHeldSource: IMAPSource {
    private let bytes: [UInt8]
    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package var count: Int { bytes.count }
    package func read(_ range: Range<Int>) -> [UInt8] { Array(bytes[range]) }
    package var runs: [IMAPRun] { [.lines(0..<bytes.count)] }
}

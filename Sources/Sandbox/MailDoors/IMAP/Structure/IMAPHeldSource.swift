/// A message that is held.
package struct IMAPHeldSource: IMAPSource {
    private let bytes: [UInt8]
    private let cut: Int

    /// Given in two runs, the second from `cutAt`, which lies within the bytes: to show that nothing depends on it.
    package init(_ bytes: [UInt8], cutAt: Int = 0) {
        self.bytes = bytes
        cut = cutAt
    }

    package var count: Int { bytes.count }
    package func read(_ range: Range<Int>) -> [UInt8] { Array(bytes[range]) }
    package var runs: [IMAPRun] { [.lines(0..<cut), .lines(cut..<bytes.count)] }
}

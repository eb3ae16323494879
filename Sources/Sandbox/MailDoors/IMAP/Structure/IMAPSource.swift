/// The bytes of a message, wherever they come from.
package protocol IMAPSource: Sendable {
    var count: Int { get }
    /// The bytes of a range within `0..<count`.
    func read(_ range: Range<Int>) -> [UInt8]
    /// Everything in order, without gaps.
    var runs: [IMAPRun] { get }
}

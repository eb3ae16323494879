/// A stretch of a message.
package enum IMAPRun: Sendable {
    /// Lines to be looked at.
    case lines(Range<Int>)
    /// Lines of base64, in which no delimiter and no header can stand, and how many line ends they hold.
    case opaque(Range<Int>, lineCount: Int)
}

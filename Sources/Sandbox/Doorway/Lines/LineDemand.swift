/// What a reader waits for.
package enum LineDemand {
    /// A line of at most so many bytes before its CRLF.
    case line(limit: Int)
    /// Exactly so many bytes.
    case bytes(Int)
}

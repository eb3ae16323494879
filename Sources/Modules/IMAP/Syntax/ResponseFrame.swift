/// What the framer found next.
enum ResponseFrame: Equatable {
    /// A whole response, by its place in the framer's bytes: held literals are in it. `streamed` is where the body of a
    /// literal that was streamed would stand.
    case response(Range<Int>, streamed: Int?)
    /// A literal of so many bytes begins, which the consumer wants as it comes.
    case literal(Int)
}

internal import Domain
internal import JSONRPC

/// How long a call that reaches a server may take.
package struct TimeLimit: Sendable {
    /// Where the caller says nothing.
    package let usual: Duration
    /// The longest that a caller may ask for.
    package let longest: Duration

    package init(usual: Duration, longest: Duration) {
        self.usual = usual
        self.longest = longest
    }

    /// The moment by which the call has to end. `timeoutMs` has to be 1 at least; more than the longest is the longest.
    func deadline(_ timeoutMs: Int?) throws(RPCError) -> Deadline {
        guard let timeoutMs else { return .after(usual) }
        guard timeoutMs > 0 else {
            throw .invalid("timeoutMs", "must be a positive number of milliseconds")
        }
        return .after(min(.milliseconds(timeoutMs), longest))
    }
}

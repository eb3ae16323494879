/// What lies between two rounds of a batch.
struct BatchPause {
    struct Waiting {
        var place: Int
        var fault: GraphFault
    }
    /// Whose turn comes again.
    private(set) var waiting: [Waiting] = []
    /// The longest that any of them has to wait.
    private(set) var milliseconds = 0
    /// What was refused, whether its turn comes again or not.
    private(set) var refusals: [GraphRefusal] = []
    /// The answer that holds the whole mailbox back longest, if any does, and for how long.
    private(set) var hold: (refusal: GraphRefusal, milliseconds: Int)?
    /// The refusal of a member's token, which has to be replaced first.
    var refusedToken: GraphRefusal?

    mutating func note(_ fault: GraphFault, pauseMs: Int = 0) {
        guard case .refusal(let refusal) = fault else { return }
        refusals.append(refusal)
        if refusal.holdsMailbox, pauseMs > hold?.milliseconds ?? 0 { hold = (refusal, pauseMs) }
    }

    mutating func add(_ next: Waiting, for pauseMs: Int) {
        waiting.append(next)
        milliseconds = max(milliseconds, pauseMs)
    }
}

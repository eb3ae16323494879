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
    /// The refusal of a member's token, which has to be replaced first.
    var refusedToken: GraphRefusal?

    /// The answer that holds the whole mailbox back, if any does.
    var hold: GraphRefusal? {
        waiting.lazy.compactMap { if case .refusal(let refusal) = $0.fault { refusal } else { nil } }
            .first(where: \.holdsMailbox)
    }

    mutating func add(_ next: Waiting, for pauseMs: Int) {
        waiting.append(next)
        milliseconds = max(milliseconds, pauseMs)
    }
}

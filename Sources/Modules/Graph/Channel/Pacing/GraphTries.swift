/// How often a request has been tried, and how long it waits before the next time (reference sheet, section C14).
struct GraphTries {
    private let settings: GraphSettings
    private(set) var made = 0

    init(_ settings: GraphSettings) { self.settings = settings }

    /// Counts one failure. Returns the wait before the next try, in milliseconds, and whether there may be one at all: the
    /// provider's own wait where it named one, else 1, 2, 4… seconds, a quarter more or less.
    mutating func failed(_ fault: GraphFault, _ repetition: GraphRepetition, chance: Double) -> (
        pauseMs: Int, again: Bool
    ) {
        made += 1
        return (pause(fault.pauseMs, chance), made < settings.attempts && repetition.allows(fault.processing))
    }

    /// The shortest wait, whatever is named, in milliseconds.
    private static let shortestPauseMs = 1_000

    private func pause(_ named: Int?, _ chance: Double) -> Int {
        if let named { return min(max(named, Self.shortestPauseMs), settings.longestPauseMs) }
        let doubled = Double(settings.firstPauseMs) * Double(1 << min(made - 1, 20))
        return Int(min(doubled * (0.75 + chance / 2), Double(settings.longestPauseMs)))
    }
}

extension GraphRepetition {
    func allows(_ processing: GraphFault.Processing) -> Bool {
        switch (self, processing) {
        case (.always, .notBegun), (.always, .unknown), (.whenNotProcessed, .notBegun): true
        case (.whenNotProcessed, .unknown), (.never, _), (_, .final): false
        }
    }
}

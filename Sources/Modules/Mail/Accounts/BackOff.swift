internal import Domain

/// How long an account is left alone after failures that pass by themselves: twice as long each time, unless the
/// provider wants it longer.
package struct BackOff: Sendable {
    package var shortest: Duration
    package var longest: Duration
    /// The longest that a provider's own word is followed: it may be a mistake.
    package var longestWanted: Duration
    /// From 0 to 1: spreads the attempts of many accounts that failed at the same moment.
    package var jitter: @Sendable () -> Double

    package init(
        shortest: Duration = .seconds(5), longest: Duration = .seconds(900), longestWanted: Duration = .seconds(3_600),
        jitter: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.shortest = shortest
        self.longest = longest
        self.longestWanted = longestWanted
        self.jitter = jitter
    }

    /// In whole seconds, at least one, because moments have no others.
    func pause(afterFailures count: Int, wanting retryAfterMs: Int?) -> Duration {
        let doubled = min(longest, shortest * (1 << min(max(count, 1) - 1, 20)))
        let spread = min(longest, doubled * (0.8 + 0.4 * jitter()))
        return .seconds(max(1, max(spread, wanted(retryAfterMs)).wholeSeconds))
    }

    /// Where nothing passes by itself.
    func longPause() -> Duration { pause(afterFailures: .max, wanting: nil) }

    func wanted(_ retryAfterMs: Int?) -> Duration {
        .seconds(min(longestWanted, .milliseconds(max(0, retryAfterMs ?? 0))).wholeSeconds)
    }
}

extension Duration {
    /// Rounded up.
    fileprivate var wholeSeconds: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}

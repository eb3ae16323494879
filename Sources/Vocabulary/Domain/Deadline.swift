/// When a wait ends, whatever happens. Every wait in Postern has one.
package struct Deadline: Comparable, Sendable {
    package let instant: ContinuousClock.Instant

    package init(_ instant: ContinuousClock.Instant) { self.instant = instant }

    package static func after(_ duration: Duration) -> Deadline { Deadline(.now + duration) }

    /// What is left; never less than zero.
    package var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: instant)) }

    package var hasPassed: Bool { ContinuousClock.now >= instant }

    package static func < (earlier: Deadline, later: Deadline) -> Bool { earlier.instant < later.instant }
}

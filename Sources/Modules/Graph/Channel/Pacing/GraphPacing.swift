/// Time and chance, as far as waiting needs them.
protocol GraphPacing: Sendable {
    var now: ContinuousClock.Instant { get }

    /// Returns at `instant`, or sooner when the task is cancelled.
    func sleep(until instant: ContinuousClock.Instant) async

    /// From 0 up to 1, another one each time.
    func chance() -> Double
}

/// The real ones.
struct RealPacing: GraphPacing {
    var now: ContinuousClock.Instant { .now }

    func sleep(until instant: ContinuousClock.Instant) async {
        try? await Task.sleep(until: instant, clock: .continuous)
    }

    func chance() -> Double { .random(in: 0..<1) }
}

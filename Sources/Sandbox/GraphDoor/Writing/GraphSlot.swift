/// A request's place in its lane: it is under way for as long as its answer is not wholly out, however long a download
/// takes (reference sheet §C14).
final class GraphSlot: Sendable {
    private let throttle: GraphThrottle
    private let lane: GraphThrottle.Lane

    /// Of a request that `GraphThrottle.enter` let in.
    init(_ throttle: GraphThrottle, _ lane: GraphThrottle.Lane) {
        self.throttle = throttle
        self.lane = lane
    }

    deinit { throttle.leave(lane) }
}

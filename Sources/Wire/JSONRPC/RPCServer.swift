internal import Synchronization

/// What all sessions of a daemon share: the methods, the limits, and whether new requests are taken.
package final class RPCServer: Sendable {
    private struct State {
        var isAccepting = true
        var active = 0
        var lastNumber: UInt64 = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    let router: Router
    package let limits: RPCLimits
    package let budget: RequestBudget
    let gate = ParsingGate()
    /// Told of every request that failed, for the log.
    let observe: @Sendable (RPCCall, RPCError) -> Void
    /// Begins every correlation id, so that those of two runs differ.
    private let run: String
    private let state = Mutex(State())

    package init(
        router: Router, limits: RPCLimits = RPCLimits(),
        observe: @escaping @Sendable (RPCCall, RPCError) -> Void = { _, _ in }
    ) {
        self.router = router
        self.observe = observe
        self.limits = limits
        budget = RequestBudget(limit: limits.inFlightBytes)
        run = String(UInt32.random(in: .min ... .max), radix: 36)
    }

    /// From now on new requests are answered with `shuttingDown`; those in flight go on.
    package func stopAccepting() { state.withLock { $0.isAccepting = false } }

    /// Returns once no request is in flight on any connection. Meant to follow `stopAccepting`.
    package func drained() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.active > 0 { state.waiters.append(continuation) }
                return state.active == 0
            }
            if isIdle { continuation.resume() }
        }
    }

    package var requestsInFlight: Int { state.withLock { $0.active } }

    var isAccepting: Bool { state.withLock { $0.isAccepting } }

    /// For answers that no session gives, such as the refusal of a connection.
    package func nextCorrelationID() -> String {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return "\(run)-\(number)"
    }

    func began() { state.withLock { $0.active += 1 } }

    func ended() {
        let waiters = state.withLock { state in
            state.active -= 1
            defer { if state.active == 0 { state.waiters = [] } }
            return state.active == 0 ? state.waiters : []
        }
        for waiter in waiters { waiter.resume() }
    }
}

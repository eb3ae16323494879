internal import CCurl
internal import Domain
internal import Transport

/// The loop itself: everything here, and every curl handle, belongs to the loop's thread alone.
final class LoopCore {
    let settings: CurlSettings
    let poller: Poller
    private let inbox: LoopInbox
    private var timers = TimerQueue()
    private var watchers: [CInt: (Readiness) -> Void] = [:]
    private var operations: [ObjectIdentifier: (abort: (TransportError) -> Void, timer: TimerQueue.ID)] = [:]
    private var isStopped = false
    private var engines: [HTTPVersion: HTTPEngine] = [:]
    var streams: [StreamID: StreamConnection] = [:]
    var downloads: [StreamID: Download] = [:]

    init(settings: CurlSettings, inbox: LoopInbox) throws(CurlSetupError) {
        self.settings = settings
        self.inbox = inbox
        poller = try Poller()
        poller.watch(inbox.waker.descriptor, for: .readable)
    }

    /// Returns once `stop` was called and everything is freed.
    func run() {
        while !isStopped {
            for command in inbox.take() { command(self) }
            while let action = timers.takeDue(at: .now) { action() }
            guard !isStopped else { break }
            for (descriptor, readiness) in poller.wait(milliseconds: untilNextTimer()) {
                if descriptor == inbox.waker.descriptor {
                    inbox.waker.drain()
                } else {
                    watchers[descriptor]?(readiness)
                }
            }
        }
        for stream in Array(streams.values) { stream.close() }
        engines = [:]
    }

    func stop() { isStopped = true }

    /// The engine for one version of HTTP, made when first needed.
    func http(_ version: HTTPVersion) throws(TransportError) -> HTTPEngine {
        if let engine = engines[version] { return engine }
        let engine = try HTTPEngine(self, version)
        engines[version] = engine
        return engine
    }

    // MARK: - Waiting

    func watch(_ descriptor: CInt, for readiness: Readiness, _ action: @escaping (Readiness) -> Void) {
        watchers[descriptor] = action
        poller.watch(descriptor, for: readiness)
    }

    func forget(_ descriptor: CInt) {
        watchers[descriptor] = nil
        poller.forget(descriptor)
    }

    func schedule(at instant: ContinuousClock.Instant, _ action: @escaping () -> Void) -> TimerQueue.ID {
        timers.schedule(at: instant, action)
    }

    func cancel(_ timer: TimerQueue.ID?) { timers.cancel(timer) }

    /// Rounded up, so that a timer is due when epoll returns.
    private func untilNextTimer() -> CInt {
        guard let next = timers.next() else { return -1 }
        let left = ContinuousClock.now.duration(to: next)
        guard left > .zero else { return 0 }
        return CInt(clamping: Int((left / .milliseconds(1)).rounded(.up).clamped(to: 0...86_400_000)))
    }

    // MARK: - Operations

    /// Calls `abort` on the loop's thread when the deadline passes or the task is cancelled, unless `end` comes first.
    func begin<Value>(
        _ operation: Operation<Value>, until deadline: Deadline, abort: @escaping (TransportError) -> Void
    ) {
        let id = ObjectIdentifier(operation)
        operations[id] = (abort, schedule(at: deadline.instant) { [unowned self] in self.abort(id, .timedOut) })
        if operation.isCancelled { self.abort(id, .cancelled) }
    }

    func end<Value>(_ operation: Operation<Value>) {
        cancel(operations.removeValue(forKey: ObjectIdentifier(operation))?.timer)
    }

    func abort(_ id: ObjectIdentifier, _ error: TransportError) {
        guard let (abort, timer) = operations.removeValue(forKey: id) else { return }
        cancel(timer)
        abort(error)
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        min(max(self, range.lowerBound), range.upperBound)
    }
}

internal import CCurl

/// An epoll set. Confined to the loop's thread.
@safe final class Poller {
    private let epoll: CInt
    private var known: [CInt: Readiness] = [:]
    private let events: UnsafeMutablePointer<epoll_event>
    private static let batch = 128

    init() throws(CurlSetupError) {
        epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw .system("no epoll") }
        unsafe events = .allocate(capacity: Self.batch)
        unsafe events.initialize(repeating: epoll_event(), count: Self.batch)
    }

    deinit {
        close(epoll)
        unsafe events.deallocate()
    }

    /// Waits for these from now on, level-triggered.
    func watch(_ descriptor: CInt, for readiness: Readiness) {
        let operation = known[descriptor] == nil ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
        guard known[descriptor] != readiness || operation == EPOLL_CTL_ADD else { return }
        known[descriptor] = readiness
        if pcurl_epoll_control(epoll, operation, descriptor, readiness.rawValue) != 0 {
            // The number was closed and is used again (or the other way round).
            let other = operation == EPOLL_CTL_ADD ? EPOLL_CTL_MOD : EPOLL_CTL_ADD
            _ = pcurl_epoll_control(epoll, other, descriptor, readiness.rawValue)
        }
    }

    func forget(_ descriptor: CInt) {
        guard known.removeValue(forKey: descriptor) != nil else { return }
        _ = pcurl_epoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0)
    }

    /// What became ready within that time; -1 waits without end.
    func wait(milliseconds: CInt) -> [(CInt, Readiness)] {
        let count = unsafe epoll_wait(epoll, events, CInt(Self.batch), milliseconds)
        return (0..<max(0, Int(count))).map { index in
            unsafe (pcurl_epoll_fd(events + index), Readiness(rawValue: events[index].events))
        }
    }
}

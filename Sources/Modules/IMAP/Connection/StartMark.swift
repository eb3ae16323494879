internal import Synchronization

/// Remembers that something has begun which must not be done twice.
final class StartMark: Sendable {
    private let mark = Mutex(false)

    var isSet: Bool { mark.withLock { $0 } }

    func set() { mark.withLock { $0 = true } }
}

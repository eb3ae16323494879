internal import Synchronization

/// Where the doors are, once that is known: the control endpoint is made before its own port.
final class Announcement: Sendable {
    private let known = Mutex<Addresses?>(nil)

    var addresses: Addresses? { known.withLock { $0 } }
    func set(_ addresses: Addresses) { known.withLock { $0 = addresses } }
}

internal import JSON
internal import Synchronization

/// The ready line, once there is one: doors are made before their ports are known.
final class Announcement: Sendable {
    private let line = Mutex<JSONValue>(["ready": false])

    var json: JSONValue { line.withLock { $0 } }
    func set(_ json: JSONValue) { line.withLock { $0 = json } }
}

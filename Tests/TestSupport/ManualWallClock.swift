package import Domain
internal import Synchronization

/// A clock that stands still until a test moves it. It starts at 2026-11-22T18:00:00Z.
package final class ManualWallClock: WallClock {
    private let time = Mutex<Int64>(1_795_370_400)

    package init() {}

    package func now() -> Timestamp { Timestamp(secondsSince1970: time.withLock { $0 }) }

    package func advance(seconds: Int64) { time.withLock { $0 += seconds } }
}

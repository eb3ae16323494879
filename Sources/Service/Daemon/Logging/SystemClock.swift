package import Domain
internal import FoundationEssentials

/// The machine's own clock.
package struct SystemClock: WallClock {
    package init() {}
    package func now() -> Timestamp {
        Timestamp(secondsSince1970: Int64(Date.now.timeIntervalSince1970.rounded(.down)))
    }
}

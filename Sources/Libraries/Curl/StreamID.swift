internal import Synchronization

/// Names a stream between the loop and its users; never used twice.
struct StreamID: Hashable, Sendable {
    private let number: UInt64
    private static let last = Atomic<UInt64>(0)

    static func next() -> StreamID { StreamID(number: last.wrappingAdd(1, ordering: .relaxed).newValue) }
}

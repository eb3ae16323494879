import Domain
import Synchronization
import Transport

/// A body that comes in these pieces, and then ends or breaks.
final class BrokenBody: HTTPBody {
    private let pieces: Mutex<ArraySlice<[UInt8]>>
    private let ending: TransportError?
    private let closed = Mutex(false)

    init(_ pieces: [String], ending: TransportError? = nil) {
        self.pieces = Mutex(pieces.map { Array($0.utf8) }[...])
        self.ending = ending
    }

    var isClosed: Bool { closed.withLock { $0 } }

    func read(atMost maximum: Int, until deadline: Deadline) throws(TransportError) -> [UInt8] {
        if let piece = pieces.withLock({ $0.popFirst() }) { return piece }
        if let ending { throw ending }
        return []
    }

    func close() { closed.withLock { $0 = true } }
}

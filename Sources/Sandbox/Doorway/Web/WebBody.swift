/// The body of an answer: bytes, or a length and a function that makes any range of it.
package enum WebBody: Sendable {
    case bytes([UInt8])
    case made(count: Int, read: @Sendable (Range<Int>) -> [UInt8])

    package var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .made(let count, _): count
        }
    }
}

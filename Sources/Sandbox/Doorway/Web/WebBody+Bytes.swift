extension WebBody {
    /// A range of it, which must lie within `count`.
    package func bytes(_ range: Range<Int>) -> [UInt8] {
        switch self {
        case .bytes(let bytes): Array(bytes[range])
        case .made(_, let read): read(range)
        }
    }

    /// All of it: for tests, and for answers that go into another one.
    package var allBytes: [UInt8] { bytes(0..<count) }
}

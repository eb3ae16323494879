package import Domain
package import Transport

/// A body that is all there.
package actor WholeBody: HTTPBody {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: [UInt8]) { rest = bytes[...] }

    package func read(atMost maximum: Int, until deadline: Deadline) throws(TransportError) -> [UInt8] {
        defer { rest = rest.dropFirst(maximum) }
        return Array(rest.prefix(maximum))
    }

    package func close() { rest = [] }
}

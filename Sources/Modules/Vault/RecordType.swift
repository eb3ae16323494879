/// What kind of secret a record holds. It is part of what the seal vouches for: no record passes for one of another type.
package struct RecordType: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }

    /// Random keys for other parts of the program.
    package static let dataKey: RecordType = "dataKey"
}

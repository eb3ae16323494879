/// A value that must not be seen: it prints as `<secret>`, is not `Codable`, and is read only through `withExposed`.
///
/// Swift cannot promise to wipe it from memory; `KeyBytes` in Cryptography can, for keys.
package struct Secret<Value: Sendable>: Sendable {
    private let value: Value

    package init(_ value: Value) { self.value = value }

    /// Lends the value. A reviewer looks at each of these.
    package func withExposed<Result, Failure: Error>(
        _ body: (Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(value)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<secret>" }
    package var debugDescription: String { "<secret>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Equatable where Value: Equatable {}

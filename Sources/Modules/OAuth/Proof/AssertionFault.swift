/// Why there is no assertion to send. The text is for the operator and holds nothing of the assertion.
package struct AssertionFault: Error, Hashable, Sendable {
    package let reason: String

    package init(_ reason: String) { self.reason = reason }
}

/// Why a message could not be composed or taken.
package enum MIMEError: Error, Hashable, Sendable {
    /// A value that cannot be right: the parameter's name, and why. The value itself is not repeated.
    case invalid(field: String, reason: String)
    /// More parts, levels or header fields than any honest message has.
    case tooComplex(String)
}

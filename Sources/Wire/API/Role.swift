/// Who may call a method (interface.md, section 5).
package enum Role: String, Codable, CaseIterable, Sendable {
    /// Only the operator.
    case admin
    /// Every caller that the configuration lets in.
    case client
}

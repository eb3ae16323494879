/// The type in which Graph shows a body when no `Prefer` asks for one.
package enum BodyTypeByDefault: String, CaseIterable, Sendable, FactValue {
    /// As it was written.
    case stored
    case html
}

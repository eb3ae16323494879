/// How sure the reference sheet is of a fact (`reference/microsoft.md`, "Marks").
package enum FactMark: String, Sendable {
    /// Stated by Microsoft.
    case confirmed = "C"
    /// Seen in others' code, logs or measurements.
    case practice = "P"
    /// Inferred or conflicting: to be verified live.
    case uncertain = "?"
}

/// How Graph's DELETE answers when the message is gone already (reference sheet §C9).
package enum DeleteMissing: String, CaseIterable, FactValue {
    case itemNotFound = "ErrorItemNotFound"
    case cannotDelete = "ErrorCannotDeleteObject"
}

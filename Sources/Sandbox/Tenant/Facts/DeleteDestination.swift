/// Where Graph's DELETE puts a message (reference sheet §C9).
package enum DeleteDestination: String, CaseIterable, FactValue {
    case recoverableItems, deletedItems
}

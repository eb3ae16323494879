/// How Graph spells that a delta token is worth nothing any more.
package enum DeltaExpiredCode: String, CaseIterable, Sendable, FactValue {
    case syncStateNotFound
    case capitalised = "SyncStateNotFound"
    case resyncRequired
    case invalidSyncStateData = "InvalidSyncStateData"
}

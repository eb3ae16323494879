/// What the journal says to a new send.
package enum JournalOpening: Sendable {
    /// The entry is new and durable.
    case opened
    /// Account and key are known: this is the entry that has them.
    case known(SendEntry)
}

/// What can be told about the vault without opening it.
package struct VaultReport: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// There is no vault yet, and no key to make one with.
        case uninitialized
        /// Waits for a key.
        case sealed
        /// Waits for a key; the one that was given is another's.
        case wrongKey
        /// The keyring is damaged or of an unknown version, or could not be read.
        case corrupt
        case open
    }
    package var state: State
    /// What can open it.
    package var slots: [SlotKind]
    package var openedBy: SlotKind?
    /// The key encryption key in use.
    package var keyID: KeyID?
    package var records: Int
    /// Records still sealed under the key before; more than 0 only while a rotation is unfinished, or when damaged records could
    /// not be taken along.
    package var pendingRewraps: Int
    /// Whether `rotate` was begun and has not ended.
    package var isRotating: Bool
    /// For a person: what failed.
    package var detail: String?

    package init(
        state: State, slots: [SlotKind] = [], openedBy: SlotKind? = nil, keyID: KeyID? = nil, records: Int = 0,
        pendingRewraps: Int = 0, isRotating: Bool = false, detail: String? = nil
    ) {
        self.state = state
        self.slots = slots
        self.openedBy = openedBy
        self.keyID = keyID
        self.records = records
        self.pendingRewraps = pendingRewraps
        self.isRotating = isRotating
        self.detail = detail
    }
}

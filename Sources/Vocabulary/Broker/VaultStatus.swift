/// Whether secrets can be read, and what opens them.
package struct VaultStatus: Codable, Hashable, Sendable {
    package enum State: String, Codable, CaseIterable, Sendable {
        /// No vault yet, and no key source to make one with: `unlockVault` makes it.
        case uninitialized
        case sealed
        case open
        /// A key was given and is not this vault's.
        case wrongKey
        /// The vault's own header or file is damaged or of a version this program does not know.
        case corrupt
    }
    package enum Slot: String, Codable, CaseIterable, Sendable {
        case credential, keyFile, passphrase
    }
    package var state: State
    /// What can open it.
    package var slots: [Slot]
    /// What opened it.
    package var openedBy: Slot?
    /// Which key encryption key is in use, so that a rotation can be seen; it reveals nothing about the key.
    package var keyId: String?
    /// Records that wait to be rewrapped under the newest key; 0 when no rotation is under way.
    package var pendingRewraps: Int
    package var records: Int
    /// For a person: why it is not open, or where the key file was made.
    package var detail: String?

    package init(
        state: State, slots: [Slot] = [], openedBy: Slot? = nil, keyId: String? = nil, pendingRewraps: Int = 0,
        records: Int = 0, detail: String? = nil
    ) {
        self.state = state
        self.slots = slots
        self.openedBy = openedBy
        self.keyId = keyId
        self.pendingRewraps = pendingRewraps
        self.records = records
        self.detail = detail
    }
}

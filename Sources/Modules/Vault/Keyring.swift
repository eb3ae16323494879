/// The vault's own row: who it is, which master key is in use, and the slots that open it. `proto-docs/vault.md` has every byte.
package struct Keyring: Hashable, Sendable {
    /// A rotation that has not ended: the master key before, sealed under the one in use.
    struct Previous: Hashable, Sendable {
        static let sealedCount = 60
        let id: KeyID
        let sealedMaster: [UInt8]
    }
    static let version: UInt8 = 1
    static let vaultIDCount = 16

    let vaultID: [UInt8]
    var current: KeyID
    var previous: Previous?
    var slots: [KeySlot]

    init(vaultID: [UInt8], current: KeyID, previous: Previous? = nil, slots: [KeySlot]) {
        self.vaultID = vaultID
        self.current = current
        self.previous = previous
        self.slots = slots
    }

    /// `nil` for anything that this version does not write.
    package init?(decoding bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard reader.byte() == Self.version, let vaultID = reader.take(Self.vaultIDCount),
            let current = reader.take(KeyID.count).map(KeyID.init(bytes:)),
            let previous = Self.previous(from: &reader), let count = reader.byte(), count <= SlotKind.allCases.count
        else { return nil }
        var slots: [KeySlot] = []
        for _ in 0..<count {
            guard let slot = reader.take(KeySlot.count).flatMap(KeySlot.init(decoding:)) else { return nil }
            slots.append(slot)
        }
        guard reader.isAtEnd, Set(slots.map(\.kind)).count == slots.count else { return nil }
        self.init(vaultID: vaultID, current: current, previous: previous.value, slots: slots)
    }

    package var encoded: [UInt8] {
        let before = previous.map { [1] + $0.id.bytes + $0.sealedMaster } ?? [0]
        return [Self.version] + vaultID + current.bytes + before + [UInt8(slots.count)] + slots.flatMap(\.encoded)
    }

    func slot(_ kind: SlotKind) -> KeySlot? { slots.first { $0.kind == kind } }

    /// With `slot` in the place of the one of its kind.
    mutating func put(_ slot: KeySlot) {
        slots.removeAll { $0.kind == slot.kind }
        slots.append(slot)
        slots.sort { $0.kind.rawValue < $1.kind.rawValue }
    }

    private struct Found { let value: Previous? }

    /// `nil` when what stands there is neither absent nor whole.
    private static func previous(from reader: inout ByteReader) -> Found? {
        switch reader.byte() {
        case 0: return Found(value: nil)
        case 1:
            guard let id = reader.take(KeyID.count).map(KeyID.init(bytes:)),
                let sealed = reader.take(Previous.sealedCount)
            else { return nil }
            return Found(value: Previous(id: id, sealedMaster: sealed))
        default: return nil
        }
    }
}

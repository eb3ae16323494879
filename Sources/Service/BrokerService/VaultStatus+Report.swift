internal import Broker
internal import Vault

extension VaultStatus {
    /// `detail` is what opening had to say; the vault's own words come first.
    init(_ report: VaultReport, detail: String?) {
        self.init(
            state: State(report.state), slots: report.slots.map(Slot.init), openedBy: report.openedBy.map(Slot.init),
            keyId: report.keyID.map { "\($0)" }, pendingRewraps: report.pendingRewraps, records: report.records,
            detail: report.detail ?? detail)
    }
}

extension VaultStatus.State {
    fileprivate init(_ state: VaultReport.State) {
        switch state {
        case .uninitialized: self = .uninitialized
        case .sealed: self = .sealed
        case .wrongKey: self = .wrongKey
        case .corrupt: self = .corrupt
        case .open: self = .open
        }
    }
}

extension VaultStatus.Slot {
    fileprivate init(_ kind: SlotKind) {
        switch kind {
        case .credential: self = .credential
        case .keyFile: self = .keyFile
        case .passphrase: self = .passphrase
        }
    }
}

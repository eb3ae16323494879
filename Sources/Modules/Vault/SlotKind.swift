/// A way to open the vault. There is at most one slot of each kind.
package enum SlotKind: UInt8, CaseIterable, Hashable, Sendable {
    /// `$CREDENTIALS_DIRECTORY/vault-key`.
    case credential = 1
    case keyFile = 2
    case passphrase = 3

    /// Stands in the keys that are derived for this kind of slot.
    var label: String {
        switch self {
        case .credential: "credential"
        case .keyFile: "key-file"
        case .passphrase: "passphrase"
        }
    }
}

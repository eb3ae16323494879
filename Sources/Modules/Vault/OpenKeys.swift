internal import Cryptography

/// The master keys of an open vault: the one in use and, while a rotation lasts, the one before.
struct OpenKeys: Sendable {
    var current: MasterKey
    var previous: MasterKey?

    init(current: MasterKey, previous: MasterKey? = nil) {
        self.current = current
        self.previous = previous
    }

    /// All that `master` opens of `keyring`. `authenticationFailed` when it is not the keyring's master key, or the one before is
    /// damaged.
    init(_ master: MasterKey, of keyring: Keyring) throws(CryptographyError) {
        guard master.id == keyring.current else { throw .authenticationFailed }
        current = master
        if let before = keyring.previous {
            previous = try master.openPrevious(before.sealedMaster, id: before.id)
        }
    }

    func master(_ id: KeyID) -> MasterKey? {
        id == current.id ? current : id == previous?.id ? previous : nil
    }
}

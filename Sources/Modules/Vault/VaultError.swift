/// Why the vault could not do it. The cases say who must act; no text holds a secret.
package enum VaultError: Error, Hashable, Sendable {
    /// No key has opened the vault yet, or there is none yet.
    case sealed
    /// A key was given, and it is not this vault's.
    case wrongKey
    /// This record is damaged, of an unknown version, or was moved here from elsewhere; all others are as good as before.
    /// `nil`: the vault's own keyring.
    case corrupt(RecordKey?)
    /// The database, or libcrypto, failed.
    case storage(String)
    /// It does not go together with what is there: why, and what to do.
    case conflict(String)
    /// A value that cannot be right, and why.
    case invalid(String)
}

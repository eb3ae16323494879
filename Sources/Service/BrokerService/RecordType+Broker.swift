internal import Vault

/// What the broker seals. The names stand in vault.db and in what every seal vouches for: they never change.
extension RecordType {
    static let adminConsent: RecordType = "adminConsent"
    static let app: RecordType = "app"
    static let grant: RecordType = "grant"
    static let password: RecordType = "password"
    static let signIn: RecordType = "signIn"
}

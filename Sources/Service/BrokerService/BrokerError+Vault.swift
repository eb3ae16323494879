internal import Broker
internal import Domain
internal import Vault

extension BrokerError {
    /// The only place where a vault's failure becomes the broker's. `field` is the parameter that a refusal is about.
    init(_ error: VaultError, field: String = "passphrase") {
        switch error {
        case .sealed, .wrongKey: self = .vaultSealed
        case .corrupt(let record): self = .vaultCorrupt(record.map { "\($0)" } ?? "the vault's keyring")
        case .storage(let reason): self = .storage(reason)
        case .conflict(let reason): self = .conflict(reason)
        case .invalid(let reason): self = .invalid(field: field, reason: reason)
        }
    }
}

/// Runs a call of the vault and speaks the broker's errors.
func vaulted<Result>(
    _ body: () async throws(VaultError) -> Result
) async throws(BrokerError) -> Result {
    do throws(VaultError) {
        return try await body()
    } catch {
        throw BrokerError(error)
    }
}

extension Vault {
    /// Throws `vaultSealed`, or what else keeps the vault shut.
    nonisolated func requireOpen() async throws(BrokerError) {
        // Reading begins with the keys, whether there is such a record or not.
        try await vaulted { () async throws(VaultError) in
            _ = try await self.payload(of: RecordKey(type: .app, id: "none"))
        }
    }
}

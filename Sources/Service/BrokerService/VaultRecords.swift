internal import Broker
internal import Domain
internal import JSON
internal import Logging
internal import Vault

/// The sealed records of one type, as values: JSON inside the seal, never in clear on disk.
struct VaultRecords<Value: Codable & Sendable>: Sendable {
    let vault: Vault
    let type: RecordType
    let log: Logger

    func value(_ id: String) async throws(BrokerError) -> Value? {
        let key = RecordKey(type: type, id: id)
        guard let payload = try await vaulted({ () async throws(VaultError) in try await vault.payload(of: key) })
        else { return nil }
        return try read(payload, of: key)
    }

    /// All that can be read. A damaged record concerns itself alone: it is logged and left out.
    func values() async throws(BrokerError) -> [Value] {
        var values: [Value] = []
        for id in try await ids() {
            do throws(BrokerError) {
                if let value = try await value(id) { values.append(value) }
            } catch {
                guard case .vaultCorrupt(let record) = error else { throw error }
                log.error("a record of the vault is damaged", metadata: ["record": "\(record)"])
            }
        }
        return values
    }

    /// The names, damaged records included; only of an open vault, like everything here.
    func ids() async throws(BrokerError) -> [String] {
        try await vault.requireOpen()
        return try await vaulted { () async throws(VaultError) in try await vault.ids(of: type) }
    }

    /// Durable on return.
    func save(_ value: Value, as id: String) async throws(BrokerError) {
        let payload: [UInt8]
        do throws(JSONError) {
            payload = try JSONWriter.encode(value)
        } catch {
            throw .storage("a record could not be written: \(error)")
        }
        let key = RecordKey(type: type, id: id)
        try await vaulted { () async throws(VaultError) in try await vault.keep(Secret(payload), as: key) }
    }

    func remove(_ id: String) async throws(BrokerError) {
        let key = RecordKey(type: type, id: id)
        try await vaulted { () async throws(VaultError) in try await vault.remove(key) }
    }

    /// A record that opens and is not what we write comes from a newer version, or from a fault of ours.
    private func read(_ payload: Secret<[UInt8]>, of key: RecordKey) throws(BrokerError) -> Value {
        do throws(JSONError) {
            return try payload.withExposed { (bytes) throws(JSONError) in
                try JSONValue(parsing: bytes).decode(Value.self, unknownKeys: .ignored)
            }
        } catch {
            throw .vaultCorrupt("\(key)")
        }
    }
}

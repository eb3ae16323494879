import Cryptography
import Domain
import Vault

/// Keys that never change, so that a reopened vault finds its own again.
enum Given {
    static let credential = KeyBytes(copying: [UInt8](repeating: 0xC1, count: 32))
    static let keyFile = KeyBytes(copying: [UInt8](repeating: 0xF1, count: 32))
    static let passphrase = Secret("correct horse battery")
    static var byCredential: KeySource { KeySource(.credential, key: credential) }
    static var byKeyFile: KeySource { KeySource(.keyFile, key: keyFile) }
}

extension ScryptParameters {
    /// So cheap that tests can afford it.
    static let cheap = try? ScryptParameters(cost: 2, blockSize: 1, parallelism: 1)
}

extension Vault {
    /// A vault as a starting program makes it.
    static func started(on store: MemoryStore, with sources: [KeySource] = [Given.byCredential]) async throws -> Vault {
        let vault = Vault(store: store, passphraseCost: .cheap ?? .recommended)
        try await vault.open(with: sources)
        return vault
    }

    func keep(_ text: String, as id: String, type: RecordType = "grant") async throws {
        try await keep(Secret(Array(text.utf8)), as: RecordKey(type: type, id: id))
    }

    func text(of id: String, type: RecordType = "grant") async throws -> String? {
        try await payload(of: RecordKey(type: type, id: id))?.text
    }
}

extension Secret<[UInt8]> {
    var text: String { withExposed { String(decoding: $0, as: UTF8.self) } }
}

extension RecordKey {
    static func grant(_ id: String) -> RecordKey { RecordKey(type: "grant", id: id) }
}

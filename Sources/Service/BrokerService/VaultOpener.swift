internal import Cryptography
internal import Domain
internal import Linux
internal import Logging
internal import Vault

/// Opens the vault at start, with whatever keys there are. Nothing here ends the daemon: a vault that stays shut says why.
struct VaultOpener {
    let keys: VaultKeys
    let log: Logger
    /// For a person: what is in the way, or where the key file was made.
    private(set) var detail: String?

    init(keys: VaultKeys, log: Logger) {
        self.keys = keys
        self.log = log
    }

    mutating func open(_ vault: Vault) async {
        do throws(VaultError) {
            var sources = sources()
            if sources.isEmpty {
                // Only this tells whether there is a vault already; a key file is never made for one that has its key.
                try await vault.open(with: [])
                guard await vault.status().state == .uninitialized, let made = makeKeyFile() else { return }
                sources = [made]
            }
            try await vault.open(with: sources)
            guard await vault.status().state == .open else { return }
            try await vault.resumeRotation()
        } catch {
            note("the vault could not be opened: \(error)")
        }
    }

    private mutating func sources() -> [KeySource] {
        var sources: [KeySource] = []
        for credential in keys.credentials {
            if let source = source(.credential, credential, from: "the vault-key credential") { sources.append(source) }
        }
        if let file = keys.keyFile, let contents = read(file),
            let source = source(.keyFile, contents, from: file.path)
        {
            sources.append(source)
        }
        return sources
    }

    /// Only its owner may read it, and nobody may write it: mode 0400.
    private mutating func read(_ file: VaultKeys.KeyFile) -> Secret<[UInt8]>? {
        do throws(LinuxError) {
            if mayBeMissing(file), try !PrivateFile.exists(file.path) { return nil }
            return Secret(try PrivateFile.read(file.path, modeAtMost: 0o400, limit: 4_096))
        } catch {
            note("the key file cannot be used: \(error)")
            return nil
        }
    }

    /// Beside another key, or before the first start, there need not be a file.
    private func mayBeMissing(_ file: VaultKeys.KeyFile) -> Bool {
        if case .madeAtFirstStart = file { true } else { !keys.credentials.isEmpty }
    }

    private mutating func source(
        _ kind: KeySource.Kind, _ contents: Secret<[UInt8]>, from place: String
    ) -> KeySource? {
        do throws(VaultError) {
            return try contents.withExposed { (bytes) throws(VaultError) in try KeySource(kind, contents: bytes) }
        } catch {
            note("\(place) holds no key: it should hold 32 random bytes, raw, in hexadecimal or in base64")
            return nil
        }
    }

    private mutating func makeKeyFile() -> KeySource? {
        guard case .madeAtFirstStart(let path) = keys.keyFile, detail == nil else { return nil }
        var contents = Array(Base64(RandomBytes.make(32)).text.utf8) + [UInt8(ascii: "\n")]
        defer { contents.wipe() }
        do throws(LinuxError) {
            try PrivateFile.create(path, mode: 0o400, contents: contents)
        } catch {
            note("no key file could be made: \(error)")
            return nil
        }
        detail = "the key was made in \(path); without it nothing sealed can be read again: keep a copy elsewhere"
        log.notice("a vault key was made", metadata: ["path": "\(path)"])
        return source(.keyFile, Secret(contents), from: path)
    }

    private mutating func note(_ problem: String) {
        detail = detail.map { "\($0); \(problem)" } ?? problem
        log.error("\(problem)")
    }
}

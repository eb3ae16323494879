internal import Cryptography
internal import Domain
internal import Linux
internal import Logging
internal import Vault

/// Opens the vault at start, with whatever keys there are. Nothing here ends the daemon: a vault that stays shut says why, and what
/// would open it.
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
                let report = await vault.status()
                guard report.state == .uninitialized, let made = makeKeyFile() else { return explain(report) }
                sources = [made]
            }
            try await vault.open(with: sources)
            let report = await vault.status()
            guard report.state == .open else { return explain(report) }
            try await vault.resumeRotation()
        } catch {
            note("the vault could not be opened: \(error)")
        }
    }

    /// Why it is shut, and what to do. `notice` where nothing is wrong: before the first key, and while it waits for its passphrase.
    private mutating func explain(_ report: VaultReport) {
        switch report.state {
        case .open: return
        case .uninitialized:
            guard detail == nil else { return }
            note("the vault has no key yet: \(firstKeys)", level: .notice)
        case .sealed:
            let waits = report.slots == [.passphrase] && detail == nil
            note("no key of this vault was found; it opens by \(ways(of: report))", level: waits ? .notice : .error)
        case .wrongKey: note("the key that was given is not this vault's; it opens by \(ways(of: report))")
        case .corrupt: note(report.detail ?? "the vault is damaged")
        }
    }

    private var firstKeys: String {
        let file = keys.keyFile.map { "a key file \($0.path), " } ?? ""
        return "call unlockVault with a passphrase, or start with a vault-key credential, \(file)"
            + "or --vault-create-key-file true"
    }

    private func ways(of report: VaultReport) -> String {
        report.slots.map { (slot) in
            switch slot {
            case .credential: "the vault-key credential"
            case .keyFile: keys.keyFile.map { "the key file \($0.path)" } ?? "the key file"
            case .passphrase: "unlockVault with its passphrase"
            }
        }.joined(separator: " or ")
    }

    private mutating func sources() -> [KeySource] {
        for problem in keys.problems { note(problem) }
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

    /// Only its owner may read it, and nobody may write it: mode 0400. There need not be one: whether it is missed, the vault knows.
    private mutating func read(_ file: VaultKeys.KeyFile) -> Secret<[UInt8]>? {
        do throws(LinuxError) {
            guard try PrivateFile.exists(file.path) else { return nil }
            return Secret(try PrivateFile.read(file.path, modeAtMost: 0o400, limit: 4_096))
        } catch {
            note("the key file cannot be used: \(error)")
            return nil
        }
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

    private mutating func note(_ problem: String, level: Logger.Level = .error) {
        detail = detail.map { "\($0); \(problem)" } ?? problem
        log.log(level: level, "\(problem)")
    }
}

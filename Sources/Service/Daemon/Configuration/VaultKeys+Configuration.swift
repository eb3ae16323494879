internal import BrokerService
internal import Domain
internal import Linux

extension VaultKeys {
    /// What may open the vault: the service manager's credentials where there are any, and the key file.
    ///
    /// A credential that cannot be read is a problem for the vault to tell: it stays shut, and the daemon serves all else.
    init(_ keys: Configuration.VaultKeys) {
        self.init(keyFile: keys.createsKeyFile ? .madeAtFirstStart(keys.keyFile) : .existing(keys.keyFile))
        for path in keys.credentials {
            do throws(LinuxError) {
                guard try PrivateFile.exists(path) else { continue }
                // systemd makes credentials readable to the service's user alone (systemd.exec(5)).
                credentials.append(Secret(try PrivateFile.read(path, modeAtMost: 0o440, limit: 4_096)))
            } catch {
                problems.append("a vault-key credential cannot be used: \(error)")
            }
        }
    }
}

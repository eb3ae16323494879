internal import BrokerService
internal import Domain
internal import Linux
internal import Logging

extension VaultKeys {
    /// What may open the vault: the service manager's credentials where there are any, and the key file.
    ///
    /// A credential that cannot be read is told and left out: the vault then stays shut, and the daemon serves all else.
    init(_ keys: Configuration.VaultKeys, log: Logger) {
        self.init(
            credentials: keys.credentials.compactMap { Self.read($0, log) },
            keyFile: keys.createsKeyFile ? .madeAtFirstStart(keys.keyFile) : .existing(keys.keyFile))
    }

    /// systemd makes credentials readable to the service's user alone (systemd.exec(5)).
    private static func read(_ path: String, _ log: Logger) -> Secret<[UInt8]>? {
        do throws(LinuxError) {
            guard try PrivateFile.exists(path) else { return nil }
            return Secret(try PrivateFile.read(path, modeAtMost: 0o440, limit: 4_096))
        } catch {
            log.error("a vault-key credential cannot be read", metadata: ["reason": "\(error)"])
            return nil
        }
    }
}

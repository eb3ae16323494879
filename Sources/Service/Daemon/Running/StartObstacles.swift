internal import Curl
internal import Databases
internal import Linux
internal import Persistence
internal import Vault

/// Which exit status each obstacle has.
extension ConfigurationError: StartObstacle {
    var startFailure: StartFailure { StartFailure(ExitStatus(rawValue: exitCode) ?? .configuration, description) }
}

extension StateDirectoryError: StartObstacle {
    var startFailure: StartFailure {
        switch self {
        case .inUse: StartFailure(.temporary, description)
        case .unusable: StartFailure(.noPermission, description)
        }
    }
}

extension DatabaseFailure: StartObstacle {
    var startFailure: StartFailure {
        switch self {
        case .newerSchema, .foreign, .damaged: StartFailure(.data, description)
        case .disk, .failed: StartFailure(.input, description)
        }
    }
}

/// `VaultDatabase` tells what is wrong with its file as storage.
extension VaultError: StartObstacle {
    var startFailure: StartFailure { StartFailure(.data, "vault.db cannot be used: \(self)") }
}

extension CurlSetupError: StartObstacle {
    var startFailure: StartFailure {
        switch self {
        case .unreadable, .noCertificates: StartFailure(.configuration, "tls.caFile: \(description)")
        case .wrongTLSLibrary, .unsuitableLibrary, .system: StartFailure(.unavailable, description)
        }
    }
}

extension LinuxError: StartObstacle {
    var startFailure: StartFailure {
        switch self {
        case .locked, .socketInUse: StartFailure(.temporary, description)
        case .badInheritance, .unknownUser, .unknownGroup: StartFailure(.configuration, description)
        default: StartFailure(.unavailable, description)
        }
    }
}

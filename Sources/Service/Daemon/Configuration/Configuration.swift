package import BrokerService
package import Domain
package import OAuth
package import Transport

/// How the daemon is to run: defaults, files, variables and flags taken together, checked, and nothing left to guess.
package struct Configuration: Sendable {
    /// The machine's daemon, or a user's own.
    package enum Mode: Hashable, Sendable { case system, user }

    package struct Socket: Hashable, Sendable {
        package var path: String
        /// A name or a number.
        package var group: String?
        package var adminPath: String?
    }
    package struct Listener: Hashable, Sendable {
        package var isEnabled: Bool
        package var port: Int
    }
    package struct VaultKeys: Hashable, Sendable {
        /// `vault-key` in `$CREDENTIALS_DIRECTORY`, and `vault-key.previous`, which it replaces; they need not exist.
        package var credentials: [String]
        package var keyFile: String
        /// Whether the key file may be made when there is no key at all.
        package var createsKeyFile: Bool
    }
    /// Sizes in bytes.
    package struct Limits: Hashable, Sendable {
        package var lineBytes: Int
        package var requestBudgetBytes: Int
        package var connections: Int
        package var connectionsPerUser: Int
        package var requestsPerConnection: Int
        package var outboundBytes: Int
    }
    /// Sizes in bytes.
    package struct Blobs: Hashable, Sendable {
        package var lifetime: Duration
        package var blobBytes: Int
        package var ownerBytes: Int
        package var totalBytes: Int
        package var blobsPerOwner: Int
    }
    package struct Tokens: Hashable, Sendable {
        /// How long a refresh token may lie idle before it is used; nil when it may for ever.
        package var exerciseAfter: Duration?
    }
    package struct Timeouts: Hashable, Sendable {
        package var request: Duration
        package var line: Duration
        package var write: Duration
        package var drain: Duration
    }

    package var mode: Mode
    package var socket: Socket
    package var stateDirectory: String
    package var logLevel: LogLevel
    package var clients: [ClientRule]
    package var clouds: [String: Cloud]
    /// Beside those of the catalogue.
    package var providers: [ProviderName: CatalogueEntry]
    package var tokenSources: [TokenSourceName: TokenSourceWay]
    /// Paths of files with federated assertions, by name.
    package var assertionFiles: [String: String]
    package var caFile: String?
    package var egress: EgressPolicy
    package var listener: Listener
    package var vault: VaultKeys
    package var tokens: Tokens
    package var limits: Limits
    package var blobs: Blobs
    package var timeouts: Timeouts
    package var proxy: String?
    package var isDumpable: Bool
    /// Files that were read, and `POSTERN_…` variables that mean nothing here: for the log.
    package var files: [String]
    package var unknownVariables: [String]
}

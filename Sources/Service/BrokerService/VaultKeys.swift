package import Domain

/// What may open the vault at start.
package struct VaultKeys: Sendable {
    package enum KeyFile: Sendable {
        /// Never made here.
        case existing(String)
        /// Made when there is neither a vault nor another key: a user's own daemon works without any set-up.
        case madeAtFirstStart(String)

        var path: String {
            switch self {
            case .existing(let path), .madeAtFirstStart(let path): path
            }
        }
    }
    /// What the service manager gave (`$CREDENTIALS_DIRECTORY/vault-key`), the one to use first. Behind it may stand the one
    /// that it replaces.
    package var credentials: [Secret<[UInt8]>]
    package var keyFile: KeyFile?
    /// For a person: what was given and cannot be read.
    package var problems: [String]

    package init(credentials: [Secret<[UInt8]>] = [], keyFile: KeyFile? = nil, problems: [String] = []) {
        self.credentials = credentials
        self.problems = problems
        self.keyFile = keyFile
    }
}

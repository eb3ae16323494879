internal import Linux

/// The directory where one daemon keeps its state (design.md, "State on disk").
///
/// It is the owner's alone, and this value holds the lock that keeps a second daemon out: whoever works on what is inside
/// keeps it.
package final class StateDirectory: Sendable {
    package let path: String
    private let lock: FileLock

    /// Makes the directory with mode 0700 where it is missing. Refuses one that others can look into, and one that another daemon
    /// works in.
    package init(_ path: String) throws(StateDirectoryError) {
        self.path = path
        do throws(LinuxError) {
            try Directory.ensure(path, mode: 0o700)
            lock = try FileLock(path + "/lock")
        } catch {
            if case .locked = error { throw .inUse(path: path) }
            throw .unusable(error.description)
        }
    }

    package var mailDatabase: String { path + "/postern.db" }
    package var vaultDatabase: String { path + "/vault.db" }
    package var spool: String { path + "/spool" }
    package var blobs: String { path + "/blobs" }
}

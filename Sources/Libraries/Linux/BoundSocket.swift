internal import Glibc

/// A listening Unix socket of our own making, with its file and the lock that keeps a second daemon from it.
///
/// The directory comes first (0750 where it is made), the lock before anything is looked at; a socket that nobody answers
/// on is stale and goes; the file is never open to more users than wanted, not even for a moment.
package final class BoundSocket: Sendable {
    package let path: String
    private let socket: FileDescriptor
    private let lock: FileLock
    private let file: FileStatus

    /// `group` is given the socket file, which gets mode 0660; 0600 would shut a configured group out.
    package init(_ path: String, group: UInt32? = nil, backlog: Int32 = 128) throws(LinuxError) {
        try UnixSocket.check(path)
        let directory = Directory.parent(of: path)
        try Self.prepare(directory, group: group)
        lock = try FileLock(path + ".lock")
        try Self.removeStale(path)
        socket = try UnixSocket.make(path)
        // Before bind(2): Linux gives the file this mode less the umask, so it starts no wider than it ends.
        try socket.setMode(0o660)
        try UnixSocket.bind(socket)
        if let group, unsafe lchown(path, uid_t.max, group) != 0 { throw .current("give the group", path) }
        guard unsafe chmod(path, 0o660) == 0 else { throw .current("set the mode of", path) }
        guard listen(socket.raw, backlog) == 0 else { throw .current("listen on", path) }
        guard let file = try FileStatus.of(path) else { throw .failed("find", path: path, errno: ENOENT) }
        self.file = file
        self.path = path
    }

    /// A second descriptor of the listening socket, for somebody who closes what he is given.
    package func duplicate() throws(LinuxError) -> Int32 {
        let copy = fcntl(socket.raw, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw .current("duplicate", path) }
        return copy
    }

    /// Removes the file if it is still this socket's.
    package func remove() {
        guard let current = try? FileStatus.of(path), current.isSameFile(as: file) else { return }
        _ = unsafe unlink(path)
    }

    private static func prepare(_ directory: String, group: UInt32?) throws(LinuxError) {
        if try FileStatus.of(directory) == nil {
            try Directory.ensure(directory, mode: 0o750, group: group)
        }
        try Directory.checkNobodyElseWrites(directory)
    }

    private static func removeStale(_ path: String) throws(LinuxError) {
        guard let found = try FileStatus.of(path) else { return }
        guard found.kind == .socket else { throw .notASocket(path: path) }
        switch UnixSocket.connect(try UnixSocket.make(path)) {
        case ECONNREFUSED:
            guard unsafe unlink(path) == 0 else { throw .current("remove the stale", path) }
        case ENOENT: break
        default: throw .socketInUse(path: path)
        }
    }
}

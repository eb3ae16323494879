internal import Glibc

/// What stat(2) says that matters here.
struct FileStatus: Hashable, Sendable {
    enum Kind { case regular, directory, socket, other }
    let kind: Kind
    let owner: UInt32
    /// The permission bits, with set-id and sticky.
    let mode: UInt32
    /// In bytes.
    let size: Int
    let device: UInt64
    let inode: UInt64

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .directory
        case S_IFSOCK: kind = .socket
        default: kind = .other
        }
        owner = status.st_uid
        mode = status.st_mode & 0o7777
        size = Int(status.st_size)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    /// Of the path itself, not of where a symbolic link leads; nil when there is nothing.
    static func of(_ path: String) throws(LinuxError) -> FileStatus? {
        var status = stat()
        if unsafe lstat(path, &status) == 0 { return FileStatus(status) }
        guard errno == ENOENT else { throw .current("examine", path) }
        return nil
    }

    func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }

    /// Only root and we may own what we trust.
    func checkOwner(_ path: String) throws(LinuxError) {
        guard owner == 0 || owner == geteuid() else { throw .foreignOwner(path: path, uid: owner) }
    }

    /// No permission bit beyond those of `allowed`.
    func checkMode(_ path: String, atMost allowed: UInt32) throws(LinuxError) {
        guard mode & ~allowed == 0 else { throw .tooOpen(path: path, mode: mode, allowed: allowed) }
    }
}

internal import Glibc

/// An open file that closes itself.
final class FileDescriptor: Sendable {
    let raw: Int32
    let path: String

    init(adopting raw: Int32, path: String) {
        self.raw = raw
        self.path = path
    }

    /// Opens without waiting for a fifo's other end, and follows a symbolic link at the end of the path only on request.
    init(
        opening path: String, _ flags: Int32, mode: UInt32 = 0, followingLinks: Bool = false
    ) throws(LinuxError) {
        let links = followingLinks ? 0 : O_NOFOLLOW
        let raw = unsafe Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK | links, mode)
        guard raw >= 0 else { throw .current("open", path) }
        self.raw = raw
        self.path = path
    }

    deinit { _ = Glibc.close(raw) }

    func status() throws(LinuxError) -> FileStatus {
        var status = stat()
        guard unsafe fstat(raw, &status) == 0 else { throw .current("examine", path) }
        return FileStatus(status)
    }

    func setMode(_ mode: UInt32) throws(LinuxError) {
        guard fchmod(raw, mode) == 0 else { throw .current("set the mode of", path) }
    }

    /// Returns when the bytes are on the disk.
    func synchronize() throws(LinuxError) {
        guard fsync(raw) == 0 else { throw .current("write out", path) }
    }

    func write(_ bytes: [UInt8]) throws(LinuxError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(raw, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { throw .current("write", path) }
        }
    }

    /// All bytes to the end.
    func readAll(limit: Int) throws(LinuxError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            var chunk = [UInt8](repeating: 0, count: min(limit + 1 - bytes.count, 65_536))
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(raw, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0, errno != EINTR { throw .current("read", path) }
            bytes += chunk.prefix(max(0, count))
        }
        throw .tooLarge(path: path, limit: limit)
    }
}

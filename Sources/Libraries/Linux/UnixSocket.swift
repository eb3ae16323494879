internal import CLinux
internal import Glibc

/// The calls on Unix stream sockets that need a path.
enum UnixSocket {
    /// `sun_path` has 108 bytes, one of them for the end (unix(7)).
    static let longestPath = 107

    static func check(_ path: String) throws(LinuxError) {
        guard path.utf8.count <= longestPath else { throw .socketPathTooLong(path: path, limit: longestPath) }
    }

    static func make(_ path: String) throws(LinuxError) -> FileDescriptor {
        try check(path)
        let raw = clinux_unix_stream_socket()
        guard raw >= 0 else { throw .current("make a socket for", path) }
        return FileDescriptor(adopting: raw, path: path)
    }

    /// 0, or the errno of connect(2).
    static func connect(_ socket: FileDescriptor) -> Int32 {
        unsafe clinux_unix_connect(socket.raw, socket.path, socket.path.utf8.count) == 0 ? 0 : errno
    }

    static func bind(_ socket: FileDescriptor) throws(LinuxError) {
        guard unsafe clinux_unix_bind(socket.raw, socket.path, socket.path.utf8.count) == 0 else {
            throw .current("bind", socket.path)
        }
    }
}

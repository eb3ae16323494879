internal import Glibc

/// Why the operating system, or what was found on disk, does not let us. The texts are for the operator.
package enum LinuxError: Error, Hashable, Sendable {
    /// A system call failed: what was tried, on what, and errno.
    case failed(String, path: String, errno: Int32)
    /// Neither root nor we own it, so its contents are somebody else's words.
    case foreignOwner(path: String, uid: UInt32)
    /// More users than allowed can read or write it. Modes as in chmod(2).
    case tooOpen(path: String, mode: UInt32, allowed: UInt32)
    case notARegularFile(path: String)
    case notADirectory(path: String)
    case tooLarge(path: String, limit: Int)
    /// Another process holds the lock.
    case locked(path: String)
    /// Something else answers on the socket.
    case socketInUse(path: String)
    /// Something that is no socket stands in its place; it is not ours to remove.
    case notASocket(path: String)
    /// Longer than `sun_path` can hold (unix(7)).
    case socketPathTooLong(path: String, limit: Int)
    case unknownUser(String)
    case unknownGroup(String)
    /// What the service manager passed on is not what it says.
    case badInheritance(String)
    case timedOut
    /// The other side closed the connection.
    case closed

    /// The failure of the call just made, from errno.
    static func current(_ operation: String, _ path: String) -> LinuxError {
        .failed(operation, path: path, errno: Glibc.errno)
    }
}

extension LinuxError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .failed(let operation, let path, let number):
            "cannot \(operation) \(path): \(Self.words(for: number))"
        case .foreignOwner(let path, let uid):
            "\(path) belongs to uid \(uid); only this user or root may own it"
        case .tooOpen(let path, let mode, let allowed):
            "\(path) has mode \(Self.octal(mode)); at most \(Self.octal(allowed)) is allowed"
        case .notARegularFile(let path): "\(path) is not a regular file"
        case .notADirectory(let path): "\(path) is not a directory"
        case .tooLarge(let path, let limit): "\(path) is larger than \(limit) bytes"
        case .locked(let path): "another process holds \(path); is a second daemon running?"
        case .socketInUse(let path): "another process answers on \(path)"
        case .notASocket(let path): "\(path) exists and is not a socket"
        case .socketPathTooLong(let path, let limit):
            "the socket path \(path) has \(path.utf8.count) bytes; at most \(limit) are possible"
        case .unknownUser(let name): "there is no user \(name)"
        case .unknownGroup(let name): "there is no group \(name)"
        case .badInheritance(let reason): "the service manager's sockets cannot be used: \(reason)"
        case .timedOut: "no answer in time"
        case .closed: "the connection was closed"
        }
    }

    private static func octal(_ mode: UInt32) -> String { "0" + String(mode, radix: 8) }

    /// What strerror(3) says.
    package static func words(for number: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 128)
        let capacity = buffer.count
        guard
            unsafe buffer.withUnsafeMutableBufferPointer({ unsafe strerror_r(number, $0.baseAddress!, capacity) }) == 0
        else { return "error \(number)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

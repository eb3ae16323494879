internal import CLinux
internal import Glibc

/// Tells the service manager how we are (sd_notify(3)). Nobody is told where `NOTIFY_SOCKET` is not set.
package struct NotifySocket: Hashable, Sendable {
    package enum Message: Hashable, Sendable {
        case ready
        case stopping
        case watchdog
        /// One line for people.
        case status(String)
        /// Starting or stopping takes this much longer.
        case extendTimeout(Duration)
    }

    /// A path, or an abstract name with its zero byte.
    let name: [UInt8]

    /// Nil when there is no such variable; `badInheritance` when it is neither a path nor `@name` of at most 107 bytes.
    package init?(_ environment: Environment) throws(LinuxError) {
        guard let text = environment["NOTIFY_SOCKET"] else { return nil }
        let bytes = Array(text.utf8)
        guard bytes.count <= UnixSocket.longestPath, bytes.count > 1, text.hasPrefix("/") || text.hasPrefix("@") else {
            throw .badInheritance("NOTIFY_SOCKET is neither an absolute path nor an abstract name")
        }
        name = text.hasPrefix("@") ? [0] + bytes.dropFirst() : bytes
    }

    /// Sends them in one datagram. Waits a second at most.
    package func send(_ messages: [Message]) throws(LinuxError) {
        let text = messages.map(Self.line).joined(separator: "\n")
        let socket = FileDescriptor(adopting: clinux_unix_datagram_socket(), path: "NOTIFY_SOCKET")
        guard socket.raw >= 0 else { throw .current("open", socket.path) }
        let bytes = Array(text.utf8)
        let result = unsafe name.withUnsafeBytes { name in
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe clinux_unix_send(
                    socket.raw, name.baseAddress?.assumingMemoryBound(to: CChar.self), name.count, bytes.baseAddress,
                    bytes.count)
            }
        }
        guard result == 0 else { throw .current("notify", socket.path) }
    }

    static func line(_ message: Message) -> String {
        switch message {
        case .ready: "READY=1"
        case .stopping: "STOPPING=1"
        case .watchdog: "WATCHDOG=1"
        case .status(let text): "STATUS=" + String(text.map { $0.isNewline ? " " : $0 })
        case .extendTimeout(let duration): "EXTEND_TIMEOUT_USEC=\(microseconds(duration))"
        }
    }

    private static func microseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}

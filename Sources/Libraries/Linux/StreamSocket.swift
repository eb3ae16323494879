internal import CLinux
internal import Glibc

/// A connected Unix socket for a program that does one thing at a time: every call waits, and no longer than it is told.
///
/// One caller at a time.
package final class StreamSocket: Sendable {
    private let socket: FileDescriptor

    /// Connecting to a Unix socket does not wait for the other side to accept; a full backlog is tried again.
    package init(connectingTo path: String, until deadline: ContinuousClock.Instant) throws(LinuxError) {
        socket = try UnixSocket.make(path)
        let flags = fcntl(socket.raw, F_GETFL)
        guard fcntl(socket.raw, F_SETFL, flags | O_NONBLOCK) == 0 else { throw .current("set up", path) }
        while true {
            switch UnixSocket.connect(socket) {
            case 0, EISCONN: return
            case EAGAIN, EINTR:
                guard ContinuousClock.now < deadline else { throw .timedOut }
                _ = poll(nil, 0, 10)
            case let number: throw .failed("connect to", path: path, errno: number)
            }
        }
    }

    package func write(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) throws(LinuxError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe clinux_send(socket.raw, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                try wait(for: POLLOUT, until: deadline)
            } else if errno != EINTR {
                throw errno == EPIPE ? .closed : .current("write to", socket.path)
            }
        }
    }

    /// At least one byte and at most `maximum`; empty once the other side has finished.
    package func read(atMost maximum: Int, until deadline: ContinuousClock.Instant) throws(LinuxError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: maximum)
        while true {
            let count = unsafe bytes.withUnsafeMutableBytes {
                unsafe clinux_receive(socket.raw, $0.baseAddress, $0.count)
            }
            if count >= 0 { return Array(bytes.prefix(count)) }
            if errno == EAGAIN {
                try wait(for: POLLIN, until: deadline)
            } else if errno == ECONNRESET {
                throw .closed
            } else if errno != EINTR {
                throw .current("read from", socket.path)
            }
        }
    }

    /// Says that no more will be written; answers can still be read.
    package func finishWriting() {
        _ = Glibc.shutdown(socket.raw, Int32(SHUT_WR))
    }

    private func wait(for events: Int32, until deadline: ContinuousClock.Instant) throws(LinuxError) {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw .timedOut }
        // A minute at most each time: more would not fit poll's milliseconds, and the callers ask again.
        let milliseconds = min(
            60_000, left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000)
        var request = pollfd(fd: socket.raw, events: Int16(events), revents: 0)
        guard unsafe poll(&request, 1, Int32(milliseconds) + 1) >= 0 || errno == EINTR else {
            throw .current("wait for", socket.path)
        }
    }
}

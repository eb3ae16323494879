package import Linux

/// A client for programs that do one thing at a time: send a line, wait for a line.
package final class UnixSocketClient {
    private let socket: StreamSocket
    private var splitter: LineSplitter
    private var unsplit: ArraySlice<UInt8> = []

    /// - Parameter lineBytes: the longest answer that is taken in.
    package init(path: String, lineBytes: Int = 64 << 20, until deadline: ContinuousClock.Instant) throws(LinuxError) {
        socket = try StreamSocket(connectingTo: path, until: deadline)
        splitter = LineSplitter(limit: lineBytes)
    }

    /// Sends one line; the LF is added.
    package func send(_ line: [UInt8], until deadline: ContinuousClock.Instant) throws(LinuxError) {
        try socket.write(line + [UInt8(ascii: "\n")], until: deadline)
    }

    /// Sends bytes as they are.
    package func sendRaw(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) throws(LinuxError) {
        try socket.write(bytes, until: deadline)
    }

    /// No more will be sent; answers still come.
    package func finishSending() { socket.finishWriting() }

    /// The next line, without its end; nil once the server has closed. `tooLarge` for a line beyond the limit.
    package func receive(until deadline: ContinuousClock.Instant) throws(LinuxError) -> [UInt8]? {
        while true {
            if let event = splitter.next(from: &unsplit) { return try line(event) }
            unsplit = try socket.read(atMost: 65_536, until: deadline)[...]
            if unsplit.isEmpty { return try splitter.finish().map { event throws(LinuxError) in try line(event) } }
        }
    }

    private func line(_ event: LineSplitter.Event) throws(LinuxError) -> [UInt8] {
        switch event {
        case .line(let line): line
        case .oversized: throw .tooLarge(path: "the answer", limit: splitter.limit)
        }
    }
}

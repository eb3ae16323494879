/// Where a session's answers go. Callable from any thread; calls are made one at a time and never under a lock.
package protocol RPCOutput: Sendable {
    /// Writes one message and its newline.
    func send(_ line: [UInt8])
    /// Asks for no more lines; those on their way may still come.
    func pauseReading()
    func resumeReading()
    /// The last call: closes once everything sent is written.
    func finish()
}

/// One connection, to answer on. Callable from any thread; nothing happens once the connection is gone.
package protocol LineConnection: Sendable {
    /// Sends one line; the LF is added, and line and LF are written together. Nothing sent is dropped while the
    /// connection lives.
    func send(_ line: [UInt8])
    /// No more lines are handed over until `resumeReading`. Called from inside `received`, it takes effect at once.
    func pauseReading()
    func resumeReading()
    /// Closes when everything sent so far has been written; no more lines are handed over.
    func closeAfterWriting()
}

package import Transport

/// What a scripted server does next. Text given here has `{tag}` replaced by the first word of the last line that was
/// expected, `{tag-1}` by that of the line before, and so on: IMAP answers need it.
package enum ScriptStep: Sendable {
    /// Waits for one line and compares it, without its CRLF. A leading `{tag}` stands for any one word.
    case expect(String)
    /// Waits for one line that begins like this.
    case expectPrefix(String)
    /// Waits for exactly these bytes: a literal, or a message with its dot.
    case expectBytes([UInt8])
    /// Says this; line ends have to be in it.
    case send(String)
    case sendBytes([UInt8])
    /// Does nothing until the gate is opened.
    case wait(Gate)
    /// The client's next read fails like this; what was sent before is delivered first. `.timedOut` stands for a passed
    /// deadline, without waiting for one.
    case failRead(TransportError)
    /// Closes: the client reads what is left, then the end.
    case close

    /// One line, CRLF added.
    package static func line(_ text: String) -> ScriptStep { .send(text + "\r\n") }
}

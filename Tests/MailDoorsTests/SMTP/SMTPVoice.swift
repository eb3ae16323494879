import LineTesting

/// The client's side of one dialogue.
struct SMTPVoice {
    let peer: MemoryPeer

    /// Says a command and returns the reply to it.
    func say(_ command: String) async -> String {
        peer.say(command)
        return await reply()
    }

    /// The next reply, its lines with LF between them; empty when the connection has ended.
    func reply() async -> String {
        var lines: [String] = []
        while let line = await peer.line() {
            lines.append(line)
            if line.dropFirst(3).first != "-" { break }
        }
        return lines.joined(separator: "\n")
    }

    /// A whole transaction; the reply to the message.
    func send(
        _ text: String, from: String = "adele@contoso.example", to recipients: [String] = ["bruno@contoso.example"]
    ) async -> String {
        _ = await say("MAIL FROM:<\(from)>")
        for recipient in recipients { _ = await say("RCPT TO:<\(recipient)>") }
        _ = await say("DATA")
        return await say(text + "\r\n.")
    }
}

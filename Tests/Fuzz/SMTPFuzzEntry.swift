import Mail
import SMTP

/// What fuzzing feeds to SMTP.
enum SMTPFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        ("smtp-replies", replies), ("smtp-messages", messages),
    ]

    /// A server's side of a dialogue, in pieces whose size the first byte gives; whole and in pieces it means the same.
    private static func replies(_ input: [UInt8]) {
        let pieces = Int(input.first ?? 0) + 1
        let whole = read(Array(input.dropFirst()), by: .max)
        let slow = read(Array(input.dropFirst()), by: pieces)
        precondition(whole == slow, "a reply depends on how it arrives")
        for reply in whole {
            _ = SMTPCapabilities(reply)
            precondition(reply.serverReply.text.unicodeScalars.count <= 1_001)
        }
    }

    private static func read(_ input: [UInt8], by pieces: Int) -> [SMTPReply] {
        var parser = SMTPReplyParser()
        var replies: [SMTPReply] = []
        var rest = input[...]
        do throws(SMTPReplyParser.Fault) {
            while !rest.isEmpty {
                parser.feed(Array(rest.prefix(pieces)))
                rest = rest.dropFirst(pieces)
                while let reply = try parser.next() { replies.append(reply) }
            }
        } catch {
            return replies
        }
        return replies
    }

    /// A message that is let through must reach the other side as it is, its end in one place only.
    private static func messages(_ input: [UInt8]) {
        guard let message = try? OutgoingMessage(input) else { return }
        var wire: [UInt8] = []
        var position = 0
        while let piece = message.nextPiece(after: &position) { wire += piece }
        wire += message.terminator
        let end = Array("\r\n.\r\n".utf8)
        let framed = Array("\r\n".utf8) + wire
        let ends = framed.indices.filter { framed[$0...].starts(with: end) }
        precondition(ends == [framed.count - end.count], "more than one end")
        precondition(received(framed.dropFirst(2).dropLast(3)) == closed(input), "not what was sent")
    }

    /// What a server makes of the lines before the dot: the doubled dots single again.
    private static func received(_ lines: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var previous = UInt8(ascii: "\n")
        for byte in lines {
            if byte == UInt8(ascii: "."), previous == UInt8(ascii: "\n") {
                previous = 0
                continue
            }
            bytes.append(byte)
            previous = byte
        }
        return bytes
    }

    /// The last line is ended for a writer who did not.
    private static func closed(_ input: [UInt8]) -> [UInt8] {
        input.isEmpty || input.suffix(2) == [0x0d, 0x0a] ? input : input + [0x0d, 0x0a]
    }
}

import Testing

@testable import IMAP

@Suite("A command on the wire")
struct CommandTests {
    private func encoded(_ pieces: IMAPCommand.Piece..., capabilities: [String] = []) -> [String] {
        var command = IMAPCommand("X ")
        switch pieces.count {
        case 1: command = IMAPCommand(.text("X "), pieces[0])
        case 2: command = IMAPCommand(.text("X "), pieces[0], pieces[1])
        default: break
        }
        return command.encoded(tag: "a1", for: IMAPCapabilities(capabilities)).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test("quotes what can be quoted")
    func quoting() {
        #expect(encoded(.string(Array("a \\ \"b\"".utf8))) == ["a1 X \"a \\\\ \\\"b\\\"\"\r\n"])
        #expect(encoded(.string([])) == ["a1 X \"\"\r\n"])
    }

    @Test(
        "never lets a line end, a NUL or 8-bit into a quoted string", arguments: ["a\r\nb", "\n", "\0", "ü", "\u{7F}"])
    func literals(_ text: String) {
        let count = text.utf8.count
        #expect(encoded(.string(Array(text.utf8))) == ["a1 X {\(count)}\r\n", "\(text)\r\n"])
        #expect(
            encoded(.string(Array(text.utf8)), capabilities: ["LITERAL+"]) == ["a1 X {\(count)+}\r\n\(text)\r\n"])
    }

    @Test("waits for the server with a long literal where it has to")
    func literalMinus() {
        let long = [UInt8](repeating: 0x61, count: 4_097)
        #expect(encoded(.literal(long), capabilities: ["LITERAL-"]).count == 2)
        #expect(encoded(.literal(Array(long.dropLast())), capabilities: ["LITERAL-"]).count == 1)
        #expect(encoded(.literal(long), .literal(long)).count == 3)
    }
}

import Domain
import Doorway
import Tenant

extension IMAPSession {
    /// Tokens alone can take 4 KB (reference sheet §B2), and lists of UIDs more.
    private static let longestLine = 1 << 16
    /// Enough for any name or text; a message may be as large as SMTP announces.
    private static let longestWord = 1 << 16
    private static let longestMessage = 157_286_400
    private static let mostLiterals = 64
    /// A literal that nobody asked leave for is passed over up to here.
    private static let longestPassedOver = 1 << 30

    /// The next command with all its literals. Nil when it was refused while it came.
    func readCommand() async throws(ConnectionEnd) -> IMAPCommandText? {
        var text = IMAPCommandText(try await readLine())
        while let literal = text.announcement {
            guard text.literals.count < Self.mostLiterals, literal.count <= limit(for: text) else {
                return try await refuse(literal, of: text)
            }
            if literal.waits {
                say("+ Ready for additional command text.")
                try await flush()
            }
            let bytes = try await connection.bytes(literal.count, within: patience)
            text.add(literal: bytes, then: try await readLine())
        }
        return text
    }

    func readLine() async throws(ConnectionEnd) -> [UInt8] {
        try await connection.line(limit: Self.longestLine, within: patience)
    }

    /// Before the sign-in nobody may fill the memory.
    private func limit(for text: IMAPCommandText) -> Int {
        guard login?.mailbox != nil, IMAPCommandParser.head(text)?.name == "APPEND" else { return Self.longestWord }
        return Self.longestMessage
    }

    /// A literal that is too long: whoever waits is told at once, what comes anyway is passed over.
    private func refuse(_ literal: IMAPLiteralAnnouncement, of text: IMAPCommandText) async throws(ConnectionEnd)
        -> IMAPCommandText?
    {
        let tag = IMAPCommandParser.head(text)?.tag ?? "*"
        if !literal.waits {
            guard login != nil, literal.count <= Self.longestPassedOver else {
                end("Connection is closed. 13")
                return nil
            }
            var left = literal.count
            while left > 0 { left -= try await connection.bytes(min(left, Self.longestWord), within: patience).count }
            _ = try await readLine()
        }
        say("\(tag) NO The message or argument is too long.")
        return nil
    }
}

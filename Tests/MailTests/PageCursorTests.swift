import Cryptography
import Domain
import Mail
import Testing

@Suite("A page's cursor")
struct PageCursorTests {
    static let account = AccountID(unchecked: "acc_one")
    static let listing = MessageListing(mailbox: "INBOX", limit: 50)
    static let cursor = PageCursor(key: KeyBytes(copying: [UInt8](repeating: 1, count: 32)))

    @Test("gives its position back to the question it was made for")
    func roundTrip() throws {
        for position in [[], [0], Array(0...255)] as [[UInt8]] {
            let text = Self.cursor.text(for: position, of: Self.account, Self.listing)
            if position.isEmpty {
                #expect(throws: Never.self) { try Self.cursor.position(in: text, of: Self.account, Self.listing) }
            } else {
                #expect(try Self.cursor.position(in: text, of: Self.account, Self.listing) == position)
            }
        }
    }

    @Test("is not taken for any other question")
    func bound() {
        let text = Self.cursor.text(for: [1, 2, 3], of: Self.account, Self.listing)
        let time = Timestamp(secondsSince1970: 1)
        let others = [
            MessageListing(mailbox: "INBOX/", limit: 50), MessageListing(mailbox: "INBOX", limit: 51),
            MessageListing(mailbox: "INBOX", limit: 50, filter: MessageFilter(unseenOnly: true)),
            MessageListing(mailbox: "INBOX", limit: 50, filter: MessageFilter(since: time)),
            MessageListing(mailbox: "INBOX", limit: 50, filter: MessageFilter(before: time)),
            MessageListing(mailbox: "INBOX", limit: 50, includesPreview: true),
            MessageListing(mailbox: "INBOX", limit: 50, includesTotal: true),
            MessageListing(mailbox: "INBOX", limit: 50, fields: []),
            MessageListing(mailbox: "INBOX", limit: 50, fields: [.subject]),
            MessageListing(mailbox: "INBOX", limit: 50, fields: Set(MessageField.allCases)),
        ]
        for other in others {
            #expect(throws: MailError.cursorInvalid) { try Self.cursor.position(in: text, of: Self.account, other) }
        }
        #expect(throws: MailError.cursorInvalid) {
            try Self.cursor.position(in: text, of: AccountID(unchecked: "acc_two"), Self.listing)
        }
        let otherKey = PageCursor(key: KeyBytes(copying: [UInt8](repeating: 2, count: 32)))
        #expect(throws: MailError.cursorInvalid) { try otherKey.position(in: text, of: Self.account, Self.listing) }
    }

    @Test("is for the members that were asked for, in whatever order they stand")
    func fields() throws {
        var one = Self.listing
        one.fields = [.subject, .from, .id]
        var other = Self.listing
        other.fields = [.id, .subject]
        let text = Self.cursor.text(for: [1], of: Self.account, one)
        #expect(try Self.cursor.position(in: text, of: Self.account, one) == [1])
        #expect(throws: MailError.cursorInvalid) { try Self.cursor.position(in: text, of: Self.account, other) }
    }

    @Test("takes a position as long as Graph's links may be, and is refused beyond its own length")
    func long() throws {
        let position = [UInt8](repeating: 0x2F, count: 6_000)
        let text = Self.cursor.text(for: position, of: Self.account, Self.listing)
        #expect(text.utf8.count <= PageCursor.maximumLength)
        #expect(try Self.cursor.position(in: text, of: Self.account, Self.listing) == position)
        let longer = Self.cursor.text(for: position + position, of: Self.account, Self.listing)
        #expect(throws: MailError.cursorInvalid) {
            try Self.cursor.position(in: longer, of: Self.account, Self.listing)
        }
    }

    @Test("that was changed, cut or made up is refused")
    func forged() {
        let text = Self.cursor.text(for: [1, 2, 3], of: Self.account, Self.listing)
        var forged = text.indices.map { String(text[..<$0]) } + [text + "A", text + "=", " " + text]
        forged += text.indices.map { index in
            text.replacingCharacters(in: index, with: text[index] == "A" ? "B" : "A")
        }
        forged.append(String(repeating: "A", count: 100_000))
        for text in forged {
            #expect(throws: MailError.cursorInvalid) {
                try Self.cursor.position(in: text, of: Self.account, Self.listing)
            }
        }
    }
}

extension String {
    func replacingCharacters(in index: Index, with character: Character) -> String {
        String(self[..<index]) + String(character) + String(self[self.index(after: index)...])
    }
}

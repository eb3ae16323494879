import Domain
import Testing

@testable import Tenant

@Suite("Rendering")
struct RenderingTests {
    private static let time = Timestamp(secondsSince1970: 1_795_194_000)

    /// Every kind of seeded letter but those that are too large to look at whole.
    private static let letters: [Letter] = {
        let plan = SeedPlan(messages: 24)
        guard let adele = SeedPeople.all.first(where: { $0.id == SeedPeople.adele }) else { return [] }
        let state = MailboxSeeder(person: adele, plan: plan).state
        return state.newestFirst(in: nil).compactMap { state.message($0) }.map { state.letter(of: $0) }
            .filter { $0.approximateSize < 50_000 }
    }()

    private func bytes(_ letter: Letter, _ mode: RenderingMode, bcc: Bool = true) -> [UInt8] {
        Rendering.document(of: letter, number: MessageNumber(1), mode: mode, includesBcc: bcc).bytes
    }

    @Test("verbatim gives the bytes in which a message arrived")
    func verbatim() throws {
        let arrived = Self.letters.filter { $0.arrived != nil }
        #expect(arrived.count > 90)
        for letter in arrived { #expect(bytes(letter, .verbatim) == letter.arrived) }
    }

    @Test("as Exchange gives other bytes with the same meaning")
    func sameMeaning() throws {
        #expect(Self.letters.count > 230)
        for letter in Self.letters {
            let (verbatim, exchange) = (bytes(letter, .verbatim), bytes(letter, .exchange))
            #expect(verbatim != exchange)
            #expect(exchange == bytes(letter, .exchange))
            let again = try Letter(parsing: exchange, at: Self.time, seed: 1)
            #expect(Meaning(letter).differences(from: Meaning(again)).isEmpty, "in \(letter.subject)")
        }
    }

    @Test("and parsing keep what a letter says", arguments: RenderingMode.allCases)
    func roundTrip(mode: RenderingMode) throws {
        for letter in Self.letters where letter.arrived == nil {
            let parsed = try Letter(parsing: bytes(letter, mode), at: Self.time, seed: 1)
            #expect(Meaning(letter).differences(from: Meaning(parsed)).isEmpty, "in \(letter.subject)")
        }
    }

    @Test("writes ASCII lines of at most 998 bytes, ended by CRLF", arguments: RenderingMode.allCases)
    func lines(mode: RenderingMode) {
        for letter in Self.letters where letter.arrived == nil {
            let text = bytes(letter, mode)
            #expect(text.suffix(2) == [13, 10])
            #expect(!text.contains { $0 >= 0x80 })
            var length = 0
            for (index, byte) in text.enumerated() {
                if byte == 10 { #expect(index > 0 && text[index - 1] == 13) }
                length = byte == 10 ? 0 : length + 1
                #expect(length <= 999)
            }
        }
    }

    @Test("leaves blind copies out when asked to", arguments: RenderingMode.allCases)
    func blindCopies(mode: RenderingMode) throws {
        var letter = Letter(
            subject: "S", from: NamedAddress(address: "a@x.example"), sentAt: Self.time, messageID: "<m@x>",
            body: LetterBody(.text, "Bcc: in the body\r\n"), conversation: "c")
        letter.bcc = [NamedAddress(address: "hidden@x.example")]
        var arrived = letter
        arrived.arrived = Array(
            "From: a@x.example\r\nBcc: hidden@x.example,\r\n more@x.example\r\nSubject: S\r\n\r\nBcc: in the body\r\n"
                .utf8)
        for letter in [letter, arrived] {
            let with = String(decoding: bytes(letter, mode), as: UTF8.self)
            let without = String(decoding: bytes(letter, mode, bcc: false), as: UTF8.self)
            #expect(with.contains("hidden@x.example"))
            #expect(!without.contains("hidden@x.example") && !without.contains("more@x.example"))
            #expect(without.contains("Bcc: in the body"))
        }
    }

    @Test("lets no value end its line or its part")
    func injection() throws {
        var letter = Letter(
            subject: "S\r\nX-Bad: 1", from: NamedAddress(name: "N\nX-Bad: 2", address: "a@x\r\nX-Bad: 3"),
            sentAt: Self.time, messageID: "<m@x>\r\nX-Bad: 4", body: LetterBody(.text, "text"), conversation: "c")
        letter.extraHeaders = [
            HeaderField(name: "X-Good", value: "v\r\nX-Bad: 5"), HeaderField(name: "X-B:ad", value: "6"),
        ]
        letter.attachments = [
            LetterAttachment(
                number: 1, name: "n\"\r\nX-Bad: 7", contentType: "text/plain\r\nX-Bad: 8", modifiedAt: Self.time,
                kind: .file(.held([65])))
        ]
        for mode in RenderingMode.allCases {
            let text = String(decoding: bytes(letter, mode), as: UTF8.self)
            #expect(!text.contains("\r\nX-B"))
            #expect(text.contains("\r\nX-Good: v"))
        }
    }

    @Test("chooses a boundary that nothing inside has")
    func boundary() throws {
        var letter = Letter(
            subject: "S", from: nil, sentAt: Self.time, messageID: "<m@x>", body: LetterBody(.text, "t"),
            conversation: "c")
        letter.attachments = [
            LetterAttachment(
                number: 1, name: "a", contentType: "text/plain", modifiedAt: Self.time, kind: .file(.held([1])))
        ]
        let own = String(decoding: bytes(letter, .verbatim), as: UTF8.self)
        letter.attachments[0].kind = .item(.held(Array(own.utf8)))
        let parsed = try Letter(parsing: bytes(letter, .verbatim), at: Self.time, seed: 1)
        #expect(parsed.attachments.count == 1)
        guard case .item(.held(let inner)) = parsed.attachments.first?.kind else {
            Issue.record("the message inside is gone")
            return
        }
        #expect(try Letter(parsing: inner, at: Self.time, seed: 1).attachments.count == 1)
    }

    @Test("of 150 MB is known to the byte without being made")
    func large() throws {
        let plan = SeedPlan(messages: 0)
        let adele = try #require(SeedPeople.all.first { $0.id == SeedPeople.adele })
        let state = MailboxSeeder(person: adele, plan: plan).state
        let letters = state.newestFirst(in: nil).compactMap { state.message($0) }.map { state.letter(of: $0) }
        let letter = try #require(letters.first { $0.subject == "A file of 150 MB" })
        let document = Rendering.document(of: letter, number: MessageNumber(1), mode: .exchange)
        #expect(document.count > 150 << 20)
        #expect(document.read(0..<6) == Array("Receiv".utf8))
        #expect(
            String(decoding: document.read(document.count - 60..<document.count), as: UTF8.self).hasSuffix("--\r\n"))
        #expect(letter.attachments[0].name == "backup.tar")
    }
}

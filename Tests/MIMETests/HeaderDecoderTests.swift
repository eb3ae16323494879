import Domain
import MIME
import Testing

@Suite("A header value from the outside")
struct HeaderDecoderTests {
    struct Case: Sendable {
        var raw: [UInt8]
        var text: String
        init(_ raw: String, _ text: String) {
            self.raw = Array(raw.utf8)
            self.text = text
        }
        init(bytes: [UInt8], _ text: String) {
            self.raw = bytes
            self.text = text
        }
    }

    @Test(
        "is read as text",
        arguments: [
            Case("Hello", "Hello"),
            Case(" folded\r\n  line ", "folded  line"),
            Case("=?utf-8?B?R3LDvMOfZQ==?=", "Grüße"),
            Case("=?UTF-8?q?Gr=C3=BC=C3=9Fe_an_alle?=", "Grüße an alle"),
            Case("=?iso-8859-1?Q?caf=E9?= =?iso-8859-1?Q?_au_lait?=", "café au lait"),
            Case("=?utf-8?B?4pyT?=\r\n =?utf-8?B?4pyT?=", "✓✓"),
            Case("=?utf-8?B?4p?= =?utf-8?B?yT?=", "✓"),
            Case("plain =?utf-8?q?=E2=82=AC?= end", "plain € end"),
            Case("=?UTF-8?B?8J+OiA==?= =?UTF-8?B?8J+OiA==?= x", "🎈🎈 x"),
            Case("=?utf-8*en?q?a?= =?iso-8859-1?q?=E9?= b =?utf-8?q?c?=", "aé b c"),
            Case("=?utf-8?q?spaces in it?=", "spaces in it"),
            Case("=?=?utf-8?q?a?=", "=?a"),
            Case("=?koi8-r?B?8NLJ18XU?=", "Привет"),
            Case("=?no-such?Q?abc?=", "abc"),
            Case("=?utf-8?Q?unterminated", "=?utf-8?Q?unterminated"),
            Case("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
            Case("=?utf-8?q?a=0D=0ABcc:_x?=", "a  Bcc: x"),
            Case("Grüße", "Grüße"),
            Case(bytes: [0x47, 0x72, 0xFC], "Grü"),
            Case(bytes: [0x61, 0x00, 0x62], "a b"),
            Case("", ""),
        ])
    func text(_ c: Case) {
        #expect(HeaderDecoder.text(c.raw) == c.text)
    }

    @Test("of any length and cut anywhere is survived")
    func cut() {
        let raw = Array("=?utf-8?B?R3LDvMOfZQ==?= (a \"b\" <c@d>, e: f@g; \\) =?iso-2022-jp?B?GyRC?=".utf8)
        for end in 0...raw.count {
            for start in 0..<end {
                let piece = Array(raw[start..<end])
                _ = HeaderDecoder.text(piece)
                _ = HeaderDecoder.phrase(piece)
                _ = HeaderDecoder.addresses(piece)
                _ = HeaderDecoder.messageIDs(piece)
                _ = HeaderDecoder.date(piece)
            }
        }
        #expect(HeaderDecoder.text([UInt8](repeating: 0x61, count: 1 << 20)).utf8.count == 1 << 18)
    }

    @Test(
        "of a thousand thousand brackets, colons or quotes does not exhaust the stack",
        arguments: [
            "(", ":", "a:", "<", "\"", "\\", "[", ",", "@", "=?", "=?utf-8?q?", "a:b;", "<a@b>,",
        ])
    func deep(_ piece: String) {
        let raw = Array(String(repeating: piece, count: 1_000_000 / piece.utf8.count).utf8)
        _ = HeaderDecoder.addresses(raw)
        _ = HeaderDecoder.phrase(raw)
        _ = HeaderDecoder.date(raw)
        #expect(HeaderDecoder.text(raw).utf8.count <= 1 << 19)
    }

    struct AddressCase: Sendable {
        var raw: String
        var addresses: [NamedAddress]
    }

    @Test(
        "is read as addresses",
        arguments: [
            AddressCase(raw: "a@example.com", addresses: [NamedAddress(address: "a@example.com")]),
            AddressCase(
                raw: "Ann Lee <ann@example.com>, \"Bo, Jr.\" <bo@example.com>",
                addresses: [
                    NamedAddress(name: "Ann Lee", address: "ann@example.com"),
                    NamedAddress(name: "Bo, Jr.", address: "bo@example.com"),
                ]),
            AddressCase(
                raw: "=?utf-8?B?SsO8cmdlbg==?= <j@example.com>",
                addresses: [NamedAddress(name: "Jürgen", address: "j@example.com")]),
            AddressCase(
                raw: "\"=?utf-8?B?SsO8cmdlbg==?=\" <j@example.com>",
                addresses: [NamedAddress(name: "Jürgen", address: "j@example.com")]),
            AddressCase(
                raw: "Team: a@example.com, b@example.com; , c@example.com",
                addresses: ["a", "b", "c"].map { NamedAddress(address: "\($0)@example.com") }),
            AddressCase(raw: "undisclosed-recipients:;", addresses: []),
            AddressCase(
                raw: "Jürgen <j@example.com>", addresses: [NamedAddress(name: "Jürgen", address: "j@example.com")]),
            AddressCase(
                raw: "=?utf-8?q?Lee=2C_=3CAnn=3E?= <ann@example.com>",
                addresses: [NamedAddress(name: "Lee, <Ann>", address: "ann@example.com")]),
            AddressCase(
                raw: "ann@example.com (Ann (the first) Lee), <@relay.example,@b:bo@example.com>",
                addresses: [
                    NamedAddress(name: "Ann (the first) Lee", address: "ann@example.com"),
                    NamedAddress(address: "bo@example.com"),
                ]),
            AddressCase(raw: "ann @ example.com", addresses: [NamedAddress(address: "ann@example.com")]),
            AddressCase(
                raw: "Ann Lee ann@example.com", addresses: [NamedAddress(name: "Ann Lee", address: "ann@example.com")]),
            AddressCase(
                raw: "\"Ann \\\"A\\\" Lee\" <ann@example.com",
                addresses: [NamedAddress(name: "Ann \"A\" Lee", address: "ann@example.com")]),
            AddressCase(raw: "<>, ,;: not an address", addresses: []),
            AddressCase(raw: "", addresses: []),
            AddressCase(raw: "postmaster", addresses: [NamedAddress(address: "postmaster")]),
        ])
    func addresses(_ c: AddressCase) {
        #expect(HeaderDecoder.addresses(Array(c.raw.utf8)) == c.addresses)
    }

    @Test("is read as message identifiers, and rubbish between them is passed over")
    func messageIDs() {
        #expect(
            HeaderDecoder.messageIDs(Array("<a@b> junk <c@d>\r\n <e\r\n f@g> <".utf8)) == ["<a@b>", "<c@d>", "<ef@g>"])
        #expect(HeaderDecoder.messageIDs([]) == [])
    }

    @Test(
        "is read as a date",
        arguments: [
            ("Sun, 22 Nov 2026 18:00:00 +0000", "2026-11-22T18:00:00Z"),
            ("22 Nov 2026 19:00 +0100 (CET)", "2026-11-22T18:00:00Z"),
            ("Sun, 22 Nov 2026 13:00:00 EST", "2026-11-22T18:00:00Z"),
        ])
    func date(_ c: (raw: String, time: String)) {
        #expect(HeaderDecoder.date(Array(c.raw.utf8))?.description == c.time)
    }

    @Test("that is no date is none", arguments: ["", "never", "99 Foo 0000 99:99", "Sun, 31 Feb"])
    func noDate(_ raw: String) {
        #expect(HeaderDecoder.date(Array(raw.utf8)) == nil)
    }

    struct ParameterCase: Sendable {
        var pairs: [(String, String)]
        var value: String?
    }

    @Test(
        "has parameters in every way that mailers write them",
        arguments: [
            ParameterCase(pairs: [("NAME", "a.txt")], value: "a.txt"),
            ParameterCase(pairs: [("name*", "utf-8''Gr%C3%BC%C3%9Fe.txt")], value: "Grüße.txt"),
            ParameterCase(pairs: [("name*", "iso-8859-1'en'%A3%20rates")], value: "£ rates"),
            ParameterCase(pairs: [("name*1", "b.txt"), ("name*0", "a")], value: "ab.txt"),
            ParameterCase(pairs: [("name*0*", "utf-8''%e2%82"), ("name*1*", "%ac"), ("name*2", "%41")], value: "€%41"),
            ParameterCase(pairs: [("name", "=?utf-8?B?R3LDvMOfZQ==?=")], value: "Grüße"),
            ParameterCase(pairs: [("name", "old.txt"), ("name*", "utf-8''new.txt")], value: "new.txt"),
            ParameterCase(pairs: [("name*0", "a"), ("name*2", "c")], value: "a"),
            ParameterCase(pairs: [("name*", "no quotes %41")], value: "no quotes A"),
            ParameterCase(pairs: [("name*", "utf-8''%GG%")], value: "%GG%"),
            ParameterCase(pairs: [("other", "x"), ("name*x", "y"), ("name*-1", "z")], value: nil),
        ])
    func parameters(_ c: ParameterCase) {
        let pairs = c.pairs.map { (name: Array($0.0.utf8), value: Array($0.1.utf8)) }
        #expect(HeaderDecoder.parameter("Name", among: pairs) == c.value)
    }
}

import MIME
import Testing

@Suite("Bytes in a charset")
struct CharsetTests {
    struct Case: Sendable {
        var charset: String?
        var bytes: [UInt8]
        var text: String
    }

    @Test(
        "become the text that was meant",
        arguments: [
            Case(charset: "utf-8", bytes: Array("Grüße, 世界".utf8), text: "Grüße, 世界"),
            Case(charset: "UTF-8", bytes: [0xEF, 0xBB, 0xBF, 0x61], text: "a"),
            Case(charset: "utf-8", bytes: [0x61, 0xFF, 0x62], text: "a\u{FFFD}b"),
            Case(charset: "iso-8859-1", bytes: [0xE9, 0x93, 0x94], text: "é“”"),
            Case(charset: "iso-8859-15", bytes: [0xA4], text: "€"),
            Case(charset: "iso-8859-2", bytes: [0xB1, 0xE6], text: "ąć"),
            Case(charset: "windows-1251", bytes: [0xCF, 0xF0, 0xE8], text: "При"),
            Case(charset: "koi8-r", bytes: [0xF0, 0xD2, 0xC9], text: "При"),
            Case(charset: "shift_jis", bytes: [0x93, 0xFA, 0x96, 0x7B], text: "日本"),
            Case(charset: "iso-2022-jp", bytes: [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], text: "日"),
            Case(charset: "euc-jp", bytes: [0xC6, 0xFC], text: "日"),
            Case(charset: "gb2312", bytes: [0xD6, 0xD0], text: "中"),
            Case(charset: "big5", bytes: [0xA4, 0xA4], text: "中"),
            Case(charset: "ks_c_5601-1987", bytes: [0xC7, 0xD1], text: "한"),
            Case(charset: "utf-16be", bytes: [0x00, 0x41, 0x20, 0xAC], text: "A€"),
            Case(charset: "utf-7", bytes: Array("+IKw-".utf8), text: "€"),
            Case(charset: "us-ascii", bytes: Array("ü".utf8), text: "ü"),
            Case(charset: "us-ascii", bytes: [0xFC], text: "ü"),
            Case(charset: nil, bytes: [0xFC], text: "ü"),
            Case(charset: "no-such-charset", bytes: Array("ü".utf8), text: "ü"),
            Case(charset: "utf-8//IGNORE", bytes: [0x80], text: "€"),
            Case(charset: "../../etc/passwd", bytes: [0x61], text: "a"),
            Case(charset: "", bytes: [], text: ""),
            Case(charset: "shift_jis", bytes: [0x61, 0x93], text: "a\u{FFFD}"),
            Case(charset: "euc-jp", bytes: [0x61, 0xFF, 0x62], text: "a\u{FFFD}b"),
        ])
    func table(_ c: Case) {
        #expect(Charset.decode(c.bytes, from: c.charset) == c.text)
    }

    @Test("are converted whole, however many they are")
    func long() {
        let bytes = [UInt8](repeating: 0xD6, count: 100_001).enumerated().map { $0.offset % 2 == 0 ? $0.element : 0xD0 }
        let text = Charset.decode(bytes, from: "gb2312")
        #expect(text == String(repeating: "中", count: 50_000) + "\u{FFFD}")
    }

    @Test("never stop the decoder, whatever they are")
    func noise() {
        let bytes = (0..<2_048).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 8) }
        for charset in ["iso-2022-kr", "iso-2022-jp", "hz-gb-2312", "utf-7", "utf-16", "utf-32", "gb18030", "big5"] {
            for start in 0..<64 { #expect(!Charset.decode(Array(bytes[start...]), from: charset).isEmpty) }
        }
    }
}

import Domain
import Mail
import Testing

@Suite("A text of a message")
struct MessageTextTests {
    @Test("that is too long is cut between characters, and says how long it is")
    func cut() {
        let family = "👨‍👩‍👧"
        #expect(MessageText("añ\(family)b", maximum: 3) == MessageText(content: "añ", size: 22, truncated: true))
        #expect(MessageText("añ\(family)b", maximum: 20).content == "añ")
        #expect(MessageText("añ\(family)b", maximum: 21).content == "añ\(family)")
        #expect(MessageText("añ", maximum: 3) == MessageText(content: "añ", size: 3))
        #expect(MessageText("añ", maximum: 0) == MessageText(content: "", size: 3, truncated: true))
        #expect(
            MessageText("abcd", maximum: 9, wholeIsLargerBy: 2.5)
                == MessageText(content: "abcd", size: 10, truncated: true))
    }

    @Test("that is cut anywhere is a beginning of itself, of whole characters")
    func beginnings() {
        let text = String(repeating: "añ👨‍👩‍👧日", count: 40)
        for maximum in 0...text.utf8.count {
            let cut = MessageText(text, maximum: maximum).content
            #expect(text.hasPrefix(cut) && (maximum - 18..<maximum + 1).contains(cut.utf8.count))
        }
    }

    @Test("that is one letter with a million marks is cut between these")
    func marks() {
        let text = "a" + String(repeating: "\u{301}", count: 1_000_000)
        let cut = MessageText(text, maximum: 1_000_000)
        #expect(cut.content.utf8.count == 999_999 && cut.size == 2_000_001 && cut.truncated == true)
    }
}

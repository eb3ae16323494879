import Testing

@testable import Tenant

@Suite("A preview")
struct PreviewTests {
    @Test(
        "is the text without its white space",
        arguments: [
            (LetterBody(.text, "  a  b\t c \n\n\n d "), "a b c\r\nd"),
            (LetterBody(.html, "<p>a &amp;</p>\n<p>b</p>"), "a &\r\nb"),
            (LetterBody(.text, ""), ""), (LetterBody(.text, "<p>not HTML</p>"), "<p>not HTML</p>"),
        ])
    func text(body: LetterBody, preview: String) {
        #expect(Preview.text(of: body) == preview)
    }

    @Test("has at most 255 characters as Exchange counts, and cuts none", arguments: ["x", "ü", "☃", "👩‍👩‍👧‍👦", "𝄞"])
    func length(character: String) {
        let preview = Preview.text(of: LetterBody(.text, String(repeating: character, count: 300)))
        #expect(preview.utf16.count <= 255)
        #expect(preview.utf16.count > 255 - character.utf16.count)
        #expect(preview.allSatisfy { String($0) == character })
    }

    @Test("of a page that is mostly markup ends in time")
    func long() {
        let html = "<p>begin</p>" + String(repeating: "<div class=\"x\">", count: 100_000)
        #expect(Preview.text(of: LetterBody(.html, html)) == "begin")
    }
}

import Testing

@testable import GraphDoor

@Suite("Text for searching")
struct SearchTextTests {
    @Test(
        "is lowercase words after single spaces",
        arguments: [
            ("", ""), ("  ,; ", ""), ("Hello, World!", " hello world"), ("bob@x.example", " bob x example"),
            ("Größe–Maße", " größe maße"), ("a\u{a0}b\u{3000}c\u{2019}d", " a b c d"), ("佐藤 健二", " 佐藤 健二"),
            ("R2D2", " r2d2"),
        ])
    func words(_ text: String, _ words: String) {
        #expect(SearchText.words(text) == words)
    }
}

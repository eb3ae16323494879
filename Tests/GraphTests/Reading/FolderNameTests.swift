import Testing

@testable import Graph

@Suite("The name of a folder as a level of a path")
struct FolderNameTests {
    @Test(
        "is the name itself but for what would be read otherwise",
        arguments: [
            ("Clients", true, "Clients"), ("Gelöscht 日本", true, "Gelöscht 日本"), ("a/b", false, "a%2Fb"),
            ("50%", false, "50%25"), ("%2F", false, "%252F"), ("Inbox", true, "%49nbox"), ("inbox", true, "%69nbox"),
            ("INBOX", false, "INBOX"), ("Inbox 2", true, "Inbox 2"), ("a\r\nb\0\u{1}", true, "a%0D%0Ab%00%01"),
            ("..", true, ".."), ("", true, ""),
        ])
    func level(name: String, atTop: Bool, level: String) {
        #expect(FolderName.level(name, atTop: atTop) == level)
    }
}

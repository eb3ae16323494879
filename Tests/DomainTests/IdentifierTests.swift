import Testing

@testable import Domain

@Suite("An identifier")
struct IdentifierTests {
    @Test("is taken back as it was given out")
    func roundTrip() {
        let id = AccountID.random()
        #expect(AccountID(rawValue: id.rawValue) == id)
        #expect(id.rawValue.hasPrefix("acc_") && id.rawValue.count == 28)
    }

    @Test(
        "is refused when it was not made here",
        arguments: ["", "acc_", "app_abc", "acc_a/b", "acc_a b", "acc_ä", "acc_" + String(repeating: "a", count: 61)])
    func refused(text: String) {
        #expect(AccountID(rawValue: text) == nil)
    }

    @Test(
        "of an internet message cannot break a header",
        arguments: ["<a@b>\r\nBcc: x@y", "a@b", "<a>", "<a b@c>", "<a@b><c@d>", "<é@b>"])
    func internetMessageID(text: String) {
        #expect(InternetMessageID(rawValue: text) == nil)
    }
}

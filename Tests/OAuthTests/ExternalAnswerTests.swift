import Broker
import Domain
import OAuth
import Testing

@Suite("The answer of a token source")
struct ExternalAnswerTests {
    static let now = Timestamp(secondsSince1970: 1_795_000_000)

    struct Case: Sendable {
        let text: String
        let token: String?
        var lifetime: Int64?
    }

    @Test(
        "is read in the words of OAuth, in ours, or as one bare word",
        arguments: [
            Case(text: #"{"access_token":"a.b-c","expires_in":600}"#, token: "a.b-c", lifetime: 600),
            Case(
                text: #" {"access_token":"t","expires_in":"599.9","token_type":"bearer"}"# + "\n", token: "t",
                lifetime: 599),
            Case(text: #"{"accessToken":"t","expiresAt":"2026-11-18T11:56:40Z"}"#, token: "t", lifetime: 3_000),
            Case(text: #"{"accessToken":"t","expires_on":"1795000100"}"#, token: "t", lifetime: 100),
            Case(text: #"{"accessToken":"t","expiresAt":1795000100,"expires_in":7}"#, token: "t", lifetime: 100),
            Case(text: #"{"access_token":"t","expires_in":null,"more":[1]}"#, token: "t"),
            Case(text: "ya29.token\r\n", token: "ya29.token"),
            Case(text: "\n  eyJ0.e30.x \n\n", token: "eyJ0.e30.x"),
            Case(text: "", token: nil),
            Case(text: "\n", token: nil),
            Case(text: "null\n", token: nil),
            Case(text: "None", token: nil),
            Case(text: #""quoted""#, token: nil),
            Case(text: "<html>", token: nil),
            Case(text: "[]", token: nil),
            Case(text: "nullable.token", token: "nullable.token"),
            Case(text: "two words", token: nil),
            Case(text: "two\nlines", token: nil),
            Case(text: "tökén", token: nil),
            Case(text: "a\u{0}b", token: nil),
            Case(text: "{}", token: nil),
            Case(text: #"{"access_token":""}"#, token: nil),
            Case(text: #"{"access_token":"a b"}"#, token: nil),
            Case(text: #"{"access_token":7}"#, token: nil),
            Case(text: #"{"access_token":"t","token_type":"MAC"}"#, token: nil),
            Case(text: #"{"access_token":"t","expires_in":"soon"}"#, token: nil),
            Case(text: #"{"access_token":"t","expires_in":-1}"#, token: nil),
            Case(text: #"{"access_token":"t","expiresAt":"tomorrow"}"#, token: nil),
            Case(text: #"{"access_token":"t""#, token: nil),
            Case(text: #"{"access_token":"t","access_token":"u"}"#, token: nil),
            Case(text: #"[{"access_token":"t"}]"# + " x", token: nil),
        ])
    func read(_ c: Case) {
        let answer = ExternalAnswer(parsing: Array(c.text.utf8), at: Self.now)
        #expect(answer?.accessToken.withExposed { $0 } == c.token)
        #expect(answer?.expiresAt.map { Self.now.duration(to: $0).components.seconds } == c.lifetime)
    }

    @Test("is nothing when it is too long or no text")
    func bounds() {
        #expect(ExternalAnswer(parsing: [UInt8](repeating: 0x41, count: 65_537), at: Self.now) == nil)
        #expect(ExternalAnswer(parsing: [0x41, 0xFF], at: Self.now) == nil)
    }
}

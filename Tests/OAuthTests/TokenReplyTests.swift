import Broker
import OAuth
import Testing

@Suite("An answer of a token endpoint")
struct TokenReplyTests {
    static func read(_ body: String, status: Int = 200, retryAfter: String? = nil) -> TokenReply {
        TokenReply(status: status, retryAfter: retryAfter, body: Array(body.utf8))
    }

    @Test(
        "gives the lifetime as a number or as a string",
        arguments: [
            (#"3600"#, 3_600), (#""3600""#, 3_600), (#"3599.5"#, 3_599), (#""junk""#, 3_600), ("null", 3_600),
            ("-5", 0),
            ("1e300", 31_536_000), (#""nan""#, 3_600),
        ])
    func lifetime(_ c: (text: String, seconds: Int)) {
        let reply = Self.read(#"{"access_token":"a","token_type":"bearer","expires_in":\#(c.text)}"#)
        guard case .tokens(let answer) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(answer.lifetimeSeconds == c.seconds)
    }

    @Test(
        "that is something else passes by itself",
        arguments: [
            "<html>Service Unavailable</html>", "", "[]", "\"a\"", "{\"access_token\":\"a\"", "{\"a\":1,\"a\":2}",
        ], [200, 302, 400, 502])
    func unreadable(_ body: String, _ status: Int) {
        #expect(Self.read(body, status: status) == .unreadable(status: status, retryAfterMs: nil))
    }

    @Test(
        "without a token that can travel is refused",
        arguments: [
            "{}", #"{"access_token":""}"#, #"{"access_token":7}"#, #"{"access_token":"a\r\nb"}"#,
            #"{"access_token":"ü"}"#, #"{"access_token":"a","token_type":"mac"}"#,
        ])
    func withoutToken(_ body: String) { #expect(Self.read(body) == .withoutToken) }

    @Test("with an error is a refusal, whatever its status")
    func refused() {
        let reply = Self.read(
            #"{"error":"invalid_grant","error_codes":[50173],"suberror":"bad_token","trace_id":"t-1","claims":"{}"}"#,
            retryAfter: "1.5")
        #expect(
            reply
                == .refused(
                    ProviderRefusal(
                        error: "invalid_grant", suberror: "bad_token", codes: [50173], claims: "{}", requestId: "t-1",
                        status: 200, retryAfterMs: 1_500)))
    }

    @Test("is read whole or not at all")
    func truncated() {
        let whole = #"{"access_token":"a","refresh_token":"r","expires_in":1}"#
        for count in 0..<whole.utf8.count {
            #expect(Self.read(String(whole.prefix(count))) == .unreadable(status: 200, retryAfterMs: nil))
        }
        #expect(Self.read(whole) != .unreadable(status: 200, retryAfterMs: nil))
    }

    @Test(
        "may say when to come back, in seconds",
        arguments: [
            ("5", 5_000), ("0.25", 250), ("1.0001", 1_001), ("999999999", 3_600_000), ("0", 0), ("-1", nil), ("", nil),
            ("Fri, 31 Dec 1999 23:59:59 GMT", nil), ("1e3", nil), (".", nil),
        ] as [(String, Int?)])
    func retryAfter(_ c: (text: String, milliseconds: Int?)) {
        #expect(RetryAfter.milliseconds(c.text) == c.milliseconds)
    }
}

import Broker
import Domain
import Testing

@Suite("A redirect's query")
struct OAuthRedirectTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var query: String
        var meaning: String
        var testDescription: String { query }
    }

    func meaning(_ query: String) -> String {
        meaning { () throws(RedirectError) in try OAuthRedirect(query: query) }
    }

    func meaning(_ read: () throws(RedirectError) -> OAuthRedirect) -> String {
        do throws(RedirectError) {
            let redirect = try read()
            let answer =
                switch redirect.answer {
                case .code(let code): "code \(code.withExposed { $0 })"
                case .adminConsent(let tenant, let scopes): "consent of \(tenant) to \(scopes)"
                case .error(let error, let description): "error \(error) (\(description ?? "-"))"
                }
            return "\(redirect.state.withExposed { $0 }): \(answer), \(redirect.iss ?? "-")"
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "means what the provider said, or is refused",
        arguments: [
            Case(query: "state=s&code=c", meaning: "s: code c, -"),
            Case(query: "code=a%2Fb%3D&state=x%2Dy&iss=https%3A%2F%2Fi", meaning: "x-y: code a/b=, https://i"),
            Case(query: "state=s&error=access_denied", meaning: "s: error access_denied (-), -"),
            Case(
                query: "state=s&error=e&error_description=nicht%20f%C3%BCr+Sie",
                meaning: "s: error e (nicht für Sie), -"),
            Case(query: "&&state=s&&code=c&session_state=x&session_state=y&", meaning: "s: code c, -"),
            Case(query: "state=s&code=c&iss=", meaning: "s: code c, -"),
            Case(query: "", meaning: "missingState"),
            Case(query: "code=c", meaning: "missingState"),
            Case(query: "code=c&state=", meaning: "missingState"),
            Case(query: "code=c&state", meaning: "missingState"),
            Case(query: "state=s", meaning: "neitherCodeNorError"),
            Case(query: "state=s&code=", meaning: "neitherCodeNorError"),
            Case(query: "state=s&code=c&error=e", meaning: "codeAndError"),
            Case(
                query: "admin_consent=True&tenant=t&scope=a%20b+c&state=s",
                meaning: "s: consent of t to [\"a\", \"b\", \"c\"], -"),
            Case(query: "admin_consent=true&tenant=t&state=s", meaning: "s: consent of t to [], -"),
            Case(query: "admin_consent=False&tenant=t&state=s", meaning: "neitherCodeNorError"),
            Case(query: "admin_consent=True&state=s", meaning: "neitherCodeNorError"),
            Case(query: "admin_consent=True&tenant=t", meaning: "missingState"),
            Case(query: "admin_consent=True&tenant=t&state=s&code=c", meaning: "codeAndConsent"),
            Case(query: "admin_consent=True&tenant=t&tenant=u&state=s", meaning: "duplicateParameter"),
            Case(
                query: "error=consent_required&error_description=AADSTS65004&admin_consent=True&tenant=t&state=s",
                meaning: "s: error consent_required (AADSTS65004), -"),
            Case(query: "state=s&code=c&scope=a&tenant=t", meaning: "s: code c, -"),
            Case(query: "state=s&state=s&code=c", meaning: "duplicateParameter"),
            Case(query: "state=s&code=c&c%6Fde=d", meaning: "duplicateParameter"),
            Case(query: "state=s&code=c%0A", meaning: "malformed"),
            Case(query: "state=s&code=c+d", meaning: "malformed"),
            Case(query: "state=s%0D%0A&code=c", meaning: "malformed"),
            Case(query: "state=s%00&error=e", meaning: "malformed"),
            Case(query: "state=s&code=%", meaning: "malformed"),
            Case(query: "state=s&code=%4", meaning: "malformed"),
            Case(query: "state=s&code=%GG", meaning: "malformed"),
            Case(query: "state=s&code=%FF", meaning: "malformed"),
            Case(query: "state=s&code=" + String(repeating: "c", count: 65_536), meaning: "tooLarge"),
        ])
    func query(_ c: Case) { #expect(meaning(c.query) == c.meaning) }

    @Test(
        "is found in what somebody copied, with white space around it and none inside",
        arguments: [
            ("http://localhost/oauth?state=s&code=c", "s: code c, -"),
            ("  http://localhost/oauth?state=s&code=c\n", "s: code c, -"),
            ("http://localhost/oauth?code=c&state=s \r\n", "s: code c, -"),
            ("http://localhost/oauth?state=s&code=c#fragment\t\u{A0}", "s: code c, -"),
            ("http://localhost/oauth?state=s&code=c\nd", "malformed"),
            ("http://localhost/oauth?state=s&code=c d", "malformed"),
            ("http://localhost/oauth", "missingState"),
            (" ", "missingState"),
        ])
    func copied(_ url: String, _ expected: String) {
        #expect(meaning { () throws(RedirectError) in try OAuthRedirect(url: url) } == expected)
    }

    @Test(
        "can be brought in parts, which are looked at before anything is spent",
        arguments: [
            ("s", "c", "s: code c, i"), ("s\n", " c\r\n", "s: code c, i"), (" ", "c", "missingState"),
            ("s", "\n", "neitherCodeNorError"), ("s", "c\nd", "malformed"), ("s", "c d", "malformed"),
            ("s\u{0}", "c", "malformed"), ("s", "ç", "malformed"),
        ])
    func parts(_ state: String, _ code: String, _ expected: String) {
        #expect(
            meaning { () throws(RedirectError) in try OAuthRedirect(state: state, code: code, iss: "i") } == expected)
    }

    @Test("may be as long as it may be")
    func longest() {
        let code = String(repeating: "c", count: 65_536 - "state=s&code=".utf8.count)
        #expect(meaning("state=s&code=\(code)") == "s: code \(code), -")
    }

    @Test("is never a crash when it is cut off")
    func truncated() {
        let query = "code=a%2Fb%3D&state=x%2Dy&error_description=%C3%BC&iss=https%3A%2F%2Fi"
        for end in query.indices { _ = meaning(String(query[..<end])) }
        #expect(meaning(query) == "x-y: code a/b=, https://i")
    }

    @Test("shows neither code nor state when it is printed")
    func redacted() throws {
        let redirect = try OAuthRedirect(query: "state=hidden-state&code=hidden-code")
        #expect(!"\(redirect)".contains("hidden"))
    }
}

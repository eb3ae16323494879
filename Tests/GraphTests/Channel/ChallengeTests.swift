import Domain
import Testing

@testable import Graph

@Suite("A claims challenge in WWW-Authenticate")
struct ChallengeTests {
    private static let claims = #"{"access_token":{"nbf":{"essential":true}}}"#
    private static let encoded = Base64(Array(claims.utf8)).text

    @Test(
        "is found and decoded",
        arguments: [
            #"Bearer realm="", error="insufficient_claims", claims="\#(encoded)""#,
            #"bearer CLAIMS="\#(encoded)""#, #"Bearer realm="a, claims=\"x\"", claims="\#(encoded)""#,
            #"Negotiate abc==, Bearer claims="\#(encoded)""#, "Bearer claims=\(encoded)",
            #"Bearer claims = "\#(encoded)" , claims="e30=""#, #"Bearer claims="\#(encoded)"#,
        ])
    func found(field: String) { #expect(BearerChallenge([field])?.claims == Self.claims) }

    @Test("is found in the second field")
    func secondField() {
        #expect(BearerChallenge(["Negotiate", #"Bearer claims="\#(Self.encoded)""#])?.claims == Self.claims)
    }

    @Test(
        "is none where nothing can be passed on",
        arguments: [
            "", "Bearer", "Bearer realm=\"\"", "Bearer claims=\"\"", "Bearer claims=\"%%%\"", "Bearer claims=\"/w==\"",
            #"Bearer claims="\#(Base64(Array("[1]".utf8)).text)""#, #"Digest claims="\#(encoded)""#, "\"\\", "=,=,=",
            #"Bearer xclaims="\#(encoded)""#, "Bearer claims=\"" + String(repeating: "A", count: 16_384) + "\"",
        ])
    func none(field: String) { #expect(BearerChallenge([field]) == nil) }
}

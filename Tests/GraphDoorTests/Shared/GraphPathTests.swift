import Testing

@testable import GraphDoor

@Suite("A path")
struct GraphPathTests {
    @Test(
        "reads as decoded segments, with keys in parentheses like any others",
        arguments: [
            ("/v1.0/me/messages", ["me", "messages"]),
            ("/v1.0/users/a%40b.c/mailFolders", ["users", "a@b.c", "mailFolders"]),
            ("/v1.0/me/mailFolders('AAMk==')/messages", ["me", "mailFolders", "AAMk==", "messages"]),
            ("/v1.0/users('it''s')/messages(%27a%2Fb%27)", ["users", "it's", "messages", "a/b"]),
            (
                "/v1.0/me/mailFolders/x/messages/microsoft.graph.delta()",
                ["me", "mailFolders", "x", "messages", "delta"]
            ),
            ("/V1.0//me/messages/%24count", ["me", "messages", "$count"]),
            ("/api/v2.0/Users('u')/Messages('m')", ["Users", "u", "Messages", "m"]),
        ])
    func segments(_ path: String, _ segments: [String]) throws {
        #expect(try GraphPath(encoded: path).segments == segments)
    }

    @Test(
        "is refused when it is of another version, badly encoded or absurd",
        arguments: [
            "/beta/me", "/v1.0/me/%zz", "/v1.0/me/%ff", "/api/v1.0/x", "", "/v1.0" + String(repeating: "/a", count: 30),
        ])
    func refused(_ path: String) {
        #expect(throws: GraphError.self) { try GraphPath(encoded: path) }
    }
}

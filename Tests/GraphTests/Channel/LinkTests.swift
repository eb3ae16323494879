import Mail
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("A link of Graph's to the next page")
struct LinkTests {
    @Test(
        "is followed on the account's own root and below its own mailbox",
        arguments: [
            (nil, "https://graph.example/v1.0/me/messages?$skip=10", "/me/messages?$skip=10"),
            (nil, "HTTPS://GRAPH.example:443/v1.0/me/messages?%24skip=10", "/me/messages?%24skip=10"),
            (nil, "https://graph.example/v1.0/Me/mailFolders('A')/messages?x", "/me/mailFolders('A')/messages?x"),
            (nil, "https://graph.example/v1.0/users('8f')/messages", "/me/messages"),
            ("u@x.example", "https://graph.example/v1.0/users/U%40X.example/messages", "/users/u%40x.example/messages"),
            ("u@x.example", "https://graph.example/v1.0/users('u@x.example')/a", "/users/u%40x.example/a"),
            ("u@x.example", "https://graph.example/v1.0/users/8f-11/messages", "/users/u%40x.example/messages"),
            ("8f-11", "https://graph.example/v1.0/users/8F-11/messages", "/users/8f-11/messages"),
        ] as [(String?, String, String)])
    func followed(user: String?, link: String, relative: String) {
        #expect(GraphLink(link, at: GraphPlace(root: "https://graph.example", user: user))?.relative == relative)
    }

    @Test(
        "is refused anywhere else",
        arguments: [
            (nil, "https://evil.example/v1.0/me/messages"), (nil, "http://graph.example/v1.0/me/messages"),
            (nil, "https://graph.example:8443/v1.0/me/messages"),
            (nil, "https://graph.example@evil.example/v1.0/me/messages"),
            (nil, "https://graph.example.evil.example/v1.0/me/messages"),
            (nil, "https://graph.example\\@evil.example/v1.0/me/messages"),
            (nil, "//graph.example/v1.0/me/messages"), (nil, "/v1.0/me/messages"), (nil, ""),
            (nil, "https://graph.example/beta/me/messages"), (nil, "https://graph.example/v1.0/me"),
            (nil, "https://graph.example/v1.0/me/"), (nil, "https://graph.example/v1.0/me//messages"),
            (nil, "https://graph.example/v1.0/me/../users/b/messages"),
            (nil, "https://graph.example/v1.0/me/%2e%2e/users/b/messages"),
            (nil, "https://graph.example/v1.0/me/a%2Fb"), (nil, "https://graph.example/v1.0/me/a%5Cb"),
            (nil, "https://graph.example/v1.0/me/a%0d%0ab"), (nil, "https://graph.example/v1.0/me/a%zz"),
            (nil, "https://graph.example/v1.0/me/a%"), (nil, "https://graph.example/v1.0/me/a#b"),
            (nil, "https://graph.example/v1.0/me/a b"), (nil, "https://graph.example/v1.0/organization/me"),
            (nil, "https://graph.example/v1.0/users"), (nil, "https://graph.example/v1.0/users('')/messages"),
            ("u@x.example", "https://graph.example/v1.0/me/messages"),
            ("u@x.example", "https://graph.example/v1.0/users/v@x.example/messages"),
            ("8f-11", "https://graph.example/v1.0/users/8f-12/messages"),
        ] as [(String?, String)])
    func refused(user: String?, link: String) {
        #expect(GraphLink(link, at: GraphPlace(root: "https://graph.example", user: user)) == nil)
    }

    @Test("is refused when it is too long for a cursor")
    func length() {
        let place = GraphPlace(root: "https://graph.example")
        let start = "https://graph.example/v1.0/me/messages?"
        let room = GraphLink.maximumLength - "/me/messages?".utf8.count
        #expect(GraphLink(start + String(repeating: "a", count: room), at: place) != nil)
        #expect(GraphLink(start + String(repeating: "a", count: room + 1), at: place) == nil)
    }

    @Test("that is refused is an invalid cursor, and one that is followed asks for immutable ids again")
    func following() async throws {
        let rig = Rig([.json("{}")])
        #expect(throws: MailError.cursorInvalid) { try rig.channel.link("https://evil.example/v1.0/me/messages") }
        let link = try rig.channel.link("https://graph.example/v1.0/me/messages?$skip=10")
        _ = try await rig.ask(GraphCall(following: link, about: .mailbox))
        #expect(rig.http.requests[0].url == "https://graph.example/v1.0/me/messages?$skip=10")
        #expect(rig.sent("Prefer") == [#"IdType="ImmutableId""#])
    }

    @Test("below a root with a path of its own keeps to that path")
    func rootWithPath() {
        let place = GraphPlace(root: "http://127.0.0.1:8080/graph")
        #expect(GraphLink("http://127.0.0.1:8080/graph/v1.0/me/a", at: place)?.relative == "/me/a")
        #expect(GraphLink("http://127.0.0.1:8080/v1.0/me/a", at: place) == nil)
        #expect(GraphLink("http://127.0.0.1/graph/v1.0/me/a", at: place) == nil)
    }
}

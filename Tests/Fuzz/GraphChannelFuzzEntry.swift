import Graph
import Mail

/// Any bytes as what Graph, or a gateway before it, may answer: nothing crashes, no link leads out of the mailbox, and every
/// member of a batch has a result.
enum GraphChannelFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        ("outlook-link", { bytes in link(String(decoding: bytes, as: UTF8.self)) }),
        (
            "outlook-error",
            { bytes in
                for status in [0, 302, 400, 401, 404, 429, 503, 599] {
                    let told = GraphSyntax.describe(errorOf: status, body: bytes, headers: [])
                    precondition(!told.contains("@"), "an address in an error")
                }
            }
        ),
        (
            "outlook-batch",
            { bytes in
                guard let results = GraphSyntax.describe(batch: bytes, of: 4) else { return }
                precondition(results.count == 4, "a member without a result")
            }
        ),
        (
            "outlook-headers",
            { bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                if let wait = GraphSyntax.wait(text) { precondition((0...1_000_000_000).contains(wait), "no wait") }
                _ = GraphSyntax.claims(text)
                _ = GraphSyntax.describe(
                    errorOf: 401, body: [], headers: [("WWW-Authenticate", text), ("request-id", text)])
            }
        ),
        (
            "outlook-upload",
            { bytes in
                guard let offset = GraphSyntax.offset(bytes, of: 1_000) else { return }
                precondition((0..<1_000).contains(offset), "a slice outside its file")
            }
        ),
    ]

    private static func link(_ text: String) {
        for (user, start) in [(nil, "/me/"), ("u@x.example", "/users/u%40x.example/")] {
            let place = GraphPlace(root: "https://graph.example", user: user)
            guard let relative = GraphSyntax.followed(text, at: place) else { continue }
            precondition(relative.hasPrefix(start), "out of the mailbox")
            precondition(!relative.prefix { $0 != "?" }.contains("/../"), "upwards")
            let again = GraphSyntax.followed("https://graph.example/v1.0" + relative, at: place)
            precondition(again == relative, "a cursor that is not its own link")
        }
    }
}

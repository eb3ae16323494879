import Broker
import OAuth

/// Any bytes as what a provider, a browser or an operator may send: nothing crashes, and a token that nobody signed is
/// never signed.
enum OAuthFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "oauth-token-reply",
            { bytes in
                for status in [200, 400, 429, 503] { _ = TokenReply(status: status, retryAfter: nil, body: bytes) }
            }
        ),
        (
            "oauth-id-token",
            { bytes in
                guard let token = try? IDToken(parsing: String(decoding: bytes, as: UTF8.self)),
                    let keys = KeySet(parsing: Array(#"{"keys":[]}"#.utf8))
                else { return }
                precondition(!token.isSigned(byOneOf: keys), "signed by nobody")
            }
        ),
        (
            "oauth-assertion",
            { bytes in
                guard let assertion = try? FederatedAssertion(contents: bytes) else { return }
                let text = assertion.credential.withExposed { $0 }
                precondition(text.utf8.count { $0 == UInt8(ascii: ".") } == 2, "no JWT has the shape of this")
                precondition(text.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "it would break a form open")
            }
        ),
        ("oauth-keys", { bytes in _ = KeySet(parsing: bytes) }),
        ("oauth-discovery", { bytes in _ = DiscoveryDocument(parsing: bytes, for: "https://id.example") }),
        (
            "oauth-redirect",
            { bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                _ = ProviderRefusal(redirectError: text, description: text)
                _ = RetryAfter.milliseconds(text)
                if let address = WebAddress(text) { precondition(!address.host.isEmpty, "an address without a host") }
            }
        ),
    ]
}

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

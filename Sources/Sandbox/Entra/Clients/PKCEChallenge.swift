internal import Cryptography
internal import Domain

/// What a code's redeemer has to prove (RFC 7636).
struct PKCEChallenge: Sendable, Hashable {
    enum Method: String, Sendable {
        case plain
        case s256 = "S256"
    }
    let method: Method
    let challenge: String

    /// Nil without `code_challenge`; AADSTS50147 and 501491 for one that is none.
    init?(challenge: String?, method: String?) throws(Refusal) {
        guard let challenge else {
            if method != nil { throw Refusal(50147) }
            return nil
        }
        guard let method = Method(rawValue: method ?? "plain"), Self.isWellFormed(challenge),
            method == .plain || challenge.utf8.count == 43
        else { throw Refusal(501_491) }
        self.method = method
        self.challenge = challenge
    }

    func isMet(by verifier: String) -> Bool {
        guard Self.isWellFormed(verifier) else { return false }
        let derived =
            switch method {
            case .plain: verifier
            case .s256: Base64(SHA256Digest.hash(Array(verifier.utf8))).urlText
            }
        return constantTimeEqual(Array(derived.utf8), Array(challenge.utf8))
    }

    /// 43 to 128 unreserved characters (section 4.1).
    private static func isWellFormed(_ text: String) -> Bool {
        (43...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                default: "-._~".utf8.contains(byte)
                }
            }
    }
}

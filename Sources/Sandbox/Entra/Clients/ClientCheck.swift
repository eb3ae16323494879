internal import Cryptography
internal import Doorway
internal import Tenant

/// Checks that a client is who it says: AADSTS7000215, 7000222, 7000218, 700025 and those of assertions.
struct ClientCheck: Sendable {
    let entra: Entra
    let call: Call
    let app: Registration
    let authority: Authority
    /// A fault says so.
    let secretsCountAsExpired: Bool

    /// Whether the client proved itself; false when it did not try.
    func verify(_ proof: ClientCredentials.Proof) throws(Refusal) -> Bool {
        if case .none = proof { return false }
        guard !isPublic else { throw Refusal(700_025) }
        switch proof {
        case .none: return false
        case .secret(let secret): try verify(secret: secret)
        case .assertion(let text): try AssertionCheck(check: self).verify(text)
        }
        return true
    }

    /// What a code or a refresh token of a platform asks of its redeemer.
    func require(_ isConfidential: Bool, for platform: Registration.Platform?) throws(Refusal) {
        let origin = call.request.headers["origin"]
        switch platform {
        case .web:
            guard isConfidential else { throw Refusal(7_000_218) }
            guard origin == nil else { throw Refusal(9_002_326) }
        case .native:
            guard !isConfidential else { throw Refusal(700_025) }
            guard origin == nil else { throw Refusal(9_002_326) }
        case .spa:
            guard !isConfidential else { throw Refusal(700_025) }
            guard origin != nil || !entra.facts[Facts.spaOriginNeeded] else { throw Refusal(9_002_327) }
        case nil:
            guard isConfidential || app.allowsPublicClientFlows else { throw Refusal(7_000_218) }
        }
    }

    /// Has nothing to prove itself with, and no place on the web.
    private var isPublic: Bool {
        app.secrets.isEmpty && app.certificates.isEmpty && app.federatedCredentials.isEmpty
            && !app.redirectURIs.contains { $0.platform == .web }
    }

    private func verify(secret: String) throws(Refusal) {
        let named = "for app '\(app.clientID)'."
        guard !secretsCountAsExpired else {
            throw Refusal(7_000_222, "The provided client secret keys are expired \(named)")
        }
        let given = Array(secret.utf8)
        let matching = app.secrets.filter { constantTimeEqual(Array($0.value.utf8), given) }
        guard !matching.isEmpty else {
            throw Refusal(7_000_215, "\(ErrorCode.of(7_000_215).text.dropLast()), \(named)")
        }
        guard matching.contains(where: { Double($0.expiresAt) > call.now }) else {
            throw Refusal(7_000_222, "The provided client secret keys are expired \(named)")
        }
    }
}

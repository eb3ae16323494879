internal import Broker
internal import Domain

/// What an app may be given to prove itself with. Every refusal names the field and says what to do instead.
struct ProofRules {
    /// One while another takes over from it.
    static let maximum = 2

    /// Those of the configuration.
    let assertionNames: [String]

    /// The proof that comes with a registration or a change, if any, under the id `id`.
    func proof(_ offer: ProofOffer, id: String, provider: ProviderKind, at now: Timestamp) throws(BrokerError)
        -> ClientProof?
    {
        let means = offer.means
        guard means.count <= 1 else {
            throw .invalid(field: means[1].field, reason: "one credential at a time: give the other by updateApp")
        }
        guard offer.secretExpiresAt == nil || offer.clientSecret != nil else {
            throw .invalid(field: "secretExpiresAt", reason: "is the end of a clientSecret, and none is given")
        }
        guard let only = means.first else { return nil }
        var proof = ClientProof(id: id, means: only, addedAt: now, expiresAt: offer.secretExpiresAt)
        switch only {
        case .secret(let secret): try check(secret, provider)
        case .certificate(let certificate): proof.expiresAt = try certificate.check(at: now)
        case .assertion(let name): try check(assertion: name)
        }
        return proof
    }

    private func check(_ secret: Credential, _ provider: ProviderKind) throws(BrokerError) {
        try secret.withExposed { (text) throws(BrokerError) in
            guard (1...4_096).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw .invalid(field: "clientSecret", reason: "1 to 4096 printable characters without a space")
            }
            guard provider != .outlook || !GUID.matches(text) else {
                throw .invalid(
                    field: "clientSecret",
                    reason: "this is shaped like a Secret ID; the portal shows the secret itself in the column Value, "
                        + "only once, right after it was made")
            }
        }
    }

    private func check(assertion name: String) throws(BrokerError) {
        guard !assertionNames.contains(name) else { return }
        let known = assertionNames.sorted().joined(separator: ", ")
        throw .invalid(
            field: "clientAssertion",
            reason: known.isEmpty
                ? "the configuration names no assertion files (assertionFiles)"
                : "not one of the configuration's assertion files: \(known)")
    }
}

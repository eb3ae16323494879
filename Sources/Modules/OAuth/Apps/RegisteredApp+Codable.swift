internal import Broker

extension RegisteredApp {
    private enum CodingKeys: CodingKey {
        case app, proofs, preferred, proofsMade, generation
        /// Once there was one secret at most.
        case clientSecret
    }

    /// Reads also what earlier versions sealed: one secret in the place of proofs, and its end in the app.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let sealed = try container.decode(SealedApp.self, forKey: .app)
        app = sealed.app
        generation = try container.decode(Int.self, forKey: .generation)
        preferred = try container.decodeIfPresent(String.self, forKey: .preferred)
        if let proofs = try container.decodeIfPresent([ClientProof].self, forKey: .proofs) {
            self.proofs = proofs
        } else {
            let secret = try container.decodeIfPresent(Credential.self, forKey: .clientSecret)
            proofs =
                secret.map { secret in
                    [
                        ClientProof(
                            id: "cred_1", means: .secret(secret), addedAt: sealed.createdAt,
                            expiresAt: sealed.secretExpiresAt)
                    ]
                } ?? []
        }
        proofsMade = try container.decodeIfPresent(Int.self, forKey: .proofsMade) ?? proofs.count
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(SealedApp(app), forKey: .app)
        try container.encode(proofs, forKey: .proofs)
        try container.encodeIfPresent(preferred, forKey: .preferred)
        try container.encode(proofsMade, forKey: .proofsMade)
        try container.encode(generation, forKey: .generation)
    }
}

package import Broker

/// An app with its secrets, as it is sealed.
package struct RegisteredApp: Codable, Hashable, Sendable {
    /// Without what its proofs say: `described(at:)` adds that.
    package var app: App
    /// The newest first; none for a public client.
    package var proofs: [ClientProof]
    /// The id of the proof that the provider last took, where there is more than one.
    package var preferred: String?
    /// How many proofs the app has ever had: none is called as one before it was.
    package var proofsMade: Int
    /// Goes up whenever endpoints, cloud or client id change. Grants and sign-ins of another generation are void: their
    /// tokens never travel to the new address.
    package var generation: Int

    package init(app: App, proofs: [ClientProof] = [], generation: Int = 1) {
        self.app = app
        self.proofs = proofs
        self.generation = generation
        proofsMade = proofs.count
    }
}

package import Broker

/// An app with its secrets, as it is sealed.
package struct RegisteredApp: Codable, Hashable, Sendable {
    package var app: App
    /// The newest first; none for a public client.
    package var proofs: [ClientProof]
    /// Goes up whenever endpoints, cloud or client id change. Grants and sign-ins of another generation are void: their
    /// tokens never travel to the new address.
    package var generation: Int

    package init(app: App, proofs: [ClientProof] = [], generation: Int = 1) {
        self.app = app
        self.proofs = proofs
        self.generation = generation
    }
}

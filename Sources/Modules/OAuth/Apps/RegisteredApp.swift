package import Broker

/// An app with its secret, as it is sealed.
package struct RegisteredApp: Codable, Hashable, Sendable {
    package var app: App
    package var clientSecret: Credential?
    /// Goes up whenever endpoints, cloud or client id change. Grants and sign-ins of another generation are void: their
    /// tokens never travel to the new address.
    package var generation: Int

    package init(app: App, clientSecret: Credential?, generation: Int = 1) {
        self.app = app
        self.clientSecret = clientSecret
        self.generation = generation
    }
}

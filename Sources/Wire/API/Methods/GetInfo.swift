package import Domain

/// Tells which daemon this is and what its limits are.
package enum GetInfo: APIMethod {
    package static let name = "getInfo"
    package static let summary = "Tells which daemon this is and what its limits are."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package init() {}
    }

    package struct Result: Codable, Sendable {
        package var name: String
        package var version: String
        package var apiVersion: String
        package var instanceId: String
        package var limits: ServiceLimits
        package var providers: [ProviderKind]
        package var clouds: [String]
        package var listener: ListenerInfo?

        package init(
            name: String, version: String, apiVersion: String, instanceId: String, limits: ServiceLimits,
            providers: [ProviderKind], clouds: [String], listener: ListenerInfo? = nil
        ) {
            self.name = name
            self.version = version
            self.apiVersion = apiVersion
            self.instanceId = instanceId
            self.limits = limits
            self.providers = providers
            self.clouds = clouds
            self.listener = listener
        }
    }

    package static let resultFields: [String: String] = [
        "name": "`posternd`.",
        "version": "The program's version.",
        "apiVersion": "The version of this interface.",
        "instanceId": "Names this run of the daemon.",
        "limits": "How much callers may ask for.",
        "providers": "Which providers an app can be registered for.",
        "clouds": "Which values `cloud` of an Outlook app takes.",
        "listener": "Where the daemon receives sign-ins by itself, when it does.",
    ]
    package static let errors: [ErrorKind] = []
    package static let examples = [
        Example(
            "a default daemon",
            result: #"""
                {"name":"posternd","version":"0.1.0","apiVersion":"0.1","instanceId":"k3v9x2","limits":{"lineBytes":33554432,"inFlightBytes":268435456,"inFlightRequests":32,"batchEntries":32,"idBytes":128,"nestingDepth":64,"jsonValues":250000,"listLimit":1000,"windowBytes":1048576,"messageBytes":26214400,"blobPieceBytes":8388608,"blobBytes":536870912,"blobOwnerBytes":1073741824,"blobLifetimeSeconds":86400,"maximumTimeoutMs":600000,"contextBytes":4096,"signInLifetimeSeconds":86400},"providers":["outlook","oidc"],"clouds":["global","gccHigh","dod","china"]}
                """#)
    ]
}

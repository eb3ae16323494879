package import Transport

/// How outbound traffic leaves, for the whole process.
package struct CurlSettings: Hashable, Sendable {
    package var egress: EgressPolicy
    package var trust: TrustStore
    /// URL of a proxy for everything but loopback HTTP. The policy then judges nothing: where the proxy goes is for its
    /// operator to say.
    package var proxy: String?

    package init(egress: EgressPolicy, trust: TrustStore, proxy: String? = nil) {
        self.egress = egress
        self.trust = trust
        self.proxy = proxy
    }
}

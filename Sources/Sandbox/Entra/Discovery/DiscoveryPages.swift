internal import Doorway
internal import JSON
internal import Tenant

/// What clients read before they begin: metadata, keys, and which hosts belong together (reference sheet §A1).
struct DiscoveryPages: Sendable {
    let entra: Entra

    /// OpenID Connect Discovery 1.0, section 3.
    func metadata(_ authority: Authority, _ call: Call) -> WebResponse {
        let origin = call.request.origin
        let base = "\(origin)/\(authority.segment)"
        var methods: JSONValue = ["client_secret_post", "private_key_jwt", "client_secret_basic"]
        if !entra.facts[Facts.basicAnnounced] { methods = ["client_secret_post", "private_key_jwt"] }
        var document: JSONValue = [
            "issuer": .string(issuer(authority, origin)),
            "authorization_endpoint": "\(base)/oauth2/v2.0/authorize", "token_endpoint": "\(base)/oauth2/v2.0/token",
            "device_authorization_endpoint": "\(base)/oauth2/v2.0/devicecode",
            "end_session_endpoint": "\(base)/oauth2/v2.0/logout", "jwks_uri": "\(base)/discovery/v2.0/keys",
            "userinfo_endpoint": "\(origin)/oidc/userinfo", "token_endpoint_auth_methods_supported": methods,
            "response_modes_supported": ["query", "fragment", "form_post"],
            "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
            "subject_types_supported": ["pairwise"], "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "claims_supported": [
                "sub", "iss", "aud", "exp", "iat", "auth_time", "acr", "nonce", "preferred_username", "name", "tid",
                "ver", "at_hash", "c_hash", "email",
            ],
            "http_logout_supported": true, "frontchannel_logout_supported": true,
            "request_uri_parameter_supported": false,
        ]
        announce(authority, in: &document)
        return finished(document, call)
    }

    /// The JWK set (RFC 7517).
    func keys(_ call: Call) -> WebResponse { finished(["keys": [entra.signer.jwk]], call) }

    /// Whether a host is one of Entra's; MSAL asks it about hosts that it does not know.
    func instance(_ call: Call) -> WebResponse {
        let origin = call.request.origin
        let asked = call.field("authorization_endpoint") ?? ""
        // MSAL leaves out the port.
        guard let host = Self.host(asked), host == Self.host(origin) else {
            let refusal = Refusal(50049, "Unknown or invalid instance.", error: "invalid_instance")
            return refusal.json(call)
        }
        let authority = asked.split(separator: "/", omittingEmptySubsequences: true).dropFirst(2).first ?? "common"
        return finished(
            [
                "tenant_discovery_endpoint": "\(origin)/\(String(authority))/v2.0/.well-known/openid-configuration",
                "api-version": "1.1",
                "metadata": [
                    [
                        "preferred_network": .string(host), "preferred_cache": .string(host),
                        "aliases": [.string(host)],
                    ]
                ],
            ], call)
    }

    private func issuer(_ authority: Authority, _ origin: String) -> String {
        switch authority {
        case .tenant(let id): "\(origin)/\(id)/v2.0"
        case .consumers: "\(origin)/\(TenantRecord.personalID)/v2.0"
        case .common, .organizations:
            entra.facts[Facts.issuerTemplate]
                ? "\(origin)/{tenantid}/v2.0" : "\(origin)/\(authority.segment)/v2.0"
        }
    }

    private func announce(_ authority: Authority, in document: inout JSONValue) {
        if entra.facts[Facts.pkceAnnounced] {
            document.set("code_challenge_methods_supported", ["S256", "plain"])
        }
        if entra.facts[Facts.assertionAlgorithmsAnnounced] {
            document.set("token_endpoint_auth_signing_alg_values_supported", ["RS256", "PS256"])
        }
        guard entra.facts[Facts.regionAnnounced] else { return }
        var region: JSONValue = .null
        if case .tenant = authority { region = "EU" }
        document.set("tenant_region_scope", region)
        document.set("cloud_instance_name", "microsoftonline.com")
        document.set("cloud_graph_host_name", "graph.windows.net")
        document.set("msgraph_host", "graph.microsoft.com")
    }

    /// The host of a web address, without its port.
    private static func host(_ address: String) -> String? {
        guard let start = address.firstRange(of: "://")?.upperBound else { return nil }
        let rest = address[start...].prefix { $0 != "/" && $0 != "?" }
        let host = rest.hasPrefix("[") ? rest.prefix { $0 != "]" } : rest.prefix { $0 != ":" }
        return host.isEmpty ? nil : host.lowercased()
    }

    private func finished(_ value: JSONValue, _ call: Call) -> WebResponse {
        var response = call.finished(.json(200, value))
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response
    }
}

internal import JSON

/// What we read of a discovery document (OpenID Connect Discovery 1.0, section 3; RFC 8414).
package struct DiscoveryDocument: Hashable, Sendable {
    package var issuer: String
    package var authorizationEndpoint: String
    package var tokenEndpoint: String
    /// Where there is one (RFC 8628, section 4).
    package var deviceEndpoint: String?
    package var keysEndpoint: String
    package var announcesIssuer: Bool
    package var secretTransport: ProviderMetadata.SecretTransport

    /// Nil unless it is one, every address in it may be sent a secret, and it is the document of `issuer`: another name
    /// inside means that somebody else wrote it (section 4.3).
    package init?(parsing bytes: [UInt8], for issuer: String) {
        guard let document = try? JSONValue(parsing: bytes), document["issuer"]?.stringValue == issuer,
            let authorization = Self.address(document["authorization_endpoint"]),
            let token = Self.address(document["token_endpoint"]), let keys = Self.address(document["jwks_uri"])
        else { return nil }
        self.issuer = issuer
        authorizationEndpoint = authorization
        tokenEndpoint = token
        deviceEndpoint = Self.address(document["device_authorization_endpoint"])
        keysEndpoint = keys
        announcesIssuer = document["authorization_response_iss_parameter_supported"]?.boolValue ?? false
        // Without the list it is `client_secret_basic` (section 3).
        let methods = document["token_endpoint_auth_methods_supported"]?.arrayValue
        secretTransport = methods?.contains(.string("client_secret_post")) == true ? .body : .basicHeader
    }

    private static func address(_ value: JSONValue?) -> String? {
        guard let text = value?.stringValue, let address = WebAddress(text), address.isSecureEnough else { return nil }
        return text
    }
}

internal import Broker
internal import Domain
internal import Transport

extension TokenEndpoint {
    private static let deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

    /// Redeems the code of a redirect (RFC 6749, section 4.1.3; RFC 7636, section 4.5).
    func redeem(
        code: Credential, broughtTo way: BrowserWay, account: AccountID?, scopes: [String]?,
        at provider: ProviderMetadata, as app: RegisteredApp
    ) async throws(TokenFailure) -> TokenAnswer {
        let fields = [
            (name: "grant_type", value: "authorization_code"), (name: "code", value: code.withExposed { $0 }),
            (name: "redirect_uri", value: way.redirectURL),
            (name: "code_verifier", value: way.verifier.withExposed { $0 }),
        ]
        return try await ask(
            TokenRequest(fields: fields, scopes: scopes, account: account, phase: .signIn), at: provider, as: app)
    }

    /// Asks whether the user has ended a sign-in on another device (RFC 8628, section 3.4).
    func redeem(
        deviceCode: Credential, account: AccountID?, at provider: ProviderMetadata, as app: RegisteredApp
    ) async throws(TokenFailure) -> TokenAnswer {
        let fields = [
            (name: "grant_type", value: Self.deviceGrant),
            (name: "device_code", value: deviceCode.withExposed { $0 }),
        ]
        return try await ask(
            TokenRequest(fields: fields, account: account, phase: .signIn), at: provider, as: app)
    }

    /// Asks for a code that the user enters on another device (RFC 8628, section 3.1). Microsoft wants no proof of the client
    /// here (reference sheet, section A11); others get the app's, as with every request for tokens.
    func beginDeviceLogin(
        scopes: [String], account: AccountID?, at provider: ProviderMetadata, as app: RegisteredApp
    ) async throws(BrokerError) -> DeviceAnswer {
        guard let url = provider.deviceEndpoint else {
            throw .unsupported("this provider has no sign-in by another device: use authorizeURL")
        }
        let request = TokenRequest(
            fields: [], scopes: scopes, account: account, phase: .signIn, proofs: provider.isEntra ? .none : .inOrder)
        do throws(TokenFailure) {
            return try await ask(request, by: url, at: provider, as: app) { (response, context) throws(TokenFailure) in
                try response.body.withExposed { (body) throws(TokenFailure) in
                    try DeviceAnswer(
                        status: response.status, retryAfter: response.header("Retry-After"), body: body, in: context)
                }
            }
        } catch {
            throw error.error
        }
    }
}

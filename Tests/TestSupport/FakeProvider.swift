package import Domain
package import JSON
internal import Synchronization
package import Transport

/// A provider in memory: it checks PKCE, redirect and refresh tokens, signs id_tokens, and misbehaves as it is told.
///
/// As Entra it answers on every login host; as an OIDC server it publishes a discovery document.
package final class FakeProvider: HTTPClient {
    /// What happens to a refresh token that was used.
    package enum Rotation: Sendable {
        /// It goes on working beside the new one: Entra.
        case lenient
        /// It is dead: a strict server, as RFC 9700, section 4.14.2 wants.
        case strict
        /// There is no new one: Google.
        case none
    }
    package struct Behaviour: Sendable {
        package var rotation = Rotation.lenient
        package var lifetime: JSONValue = .integer(3_600)
        /// Changes the claims of the next id_tokens.
        package var claims: [String: JSONValue] = [:]
        package var idTokenHeader: [String: JSONValue] = [:]
        package var signer = TokenSigner.own
        /// Members of token answers that are replaced; null removes one.
        package var answer: [String: JSONValue] = [:]
        package var announcesIssuer = false
        /// What the device endpoint of the OIDC server is called in its document; Entra's is always there.
        package var deviceEndpoint: String?
        /// Members of the device endpoint's answers that are replaced; null removes one.
        package var deviceAnswer: [String: JSONValue] = [:]
        /// Runs before a token request is answered; what it returns is the answer.
        package var intercept: (@Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse?)?
        /// The same for everything else.
        package var interceptDocuments: (@Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse?)?

        package init() {}
    }
    struct State {
        var behaviour = Behaviour()
        var serial = 0
        var codes: [String: [String: String]] = [:]
        var refreshTokens: Set<String> = []
        /// By device code.
        var devices: [String: FakeDevice] = [:]
        var tokenRequests: [[String: String]] = []
        var documentRequests = 0
        var lastHeaders: [HTTPField] = []
    }
    package static let issuer = "https://id.example"
    package static let tenant = "11111111-2222-3333-4444-555555555555"
    package static let user = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
    private let clock: any WallClock
    let state = Mutex(State())

    package init(clock: any WallClock) { self.clock = clock }

    package func behave(_ change: @Sendable (inout Behaviour) -> Void) { state.withLock { change(&$0.behaviour) } }

    /// The forms that came to the token endpoint, in order.
    package var tokenRequests: [[String: String]] { state.withLock { $0.tokenRequests } }
    package var documentRequests: Int { state.withLock { $0.documentRequests } }
    package var lastHeaders: [HTTPField] { state.withLock { $0.lastHeaders } }

    /// The user consents: the code that the browser brings back.
    package func consent(_ authorizationURL: String) -> String {
        state.withLock { state in
            state.serial += 1
            let code = "code-\(state.serial)"
            state.codes[code] = FormFields.query(of: authorizationURL)
            return code
        }
    }

    /// Ends all refresh tokens, as a changed password does.
    package func revokeAll() { state.withLock { $0.refreshTokens = [] } }

    package func send(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPResponse {
        guard deadline.remaining <= .seconds(30) else { throw .malformed("a provider call without a close deadline") }
        if request.method == .get { return try await document(request) }
        let form = request.body?.withExposed { FormFields.read(String(decoding: $0, as: UTF8.self)) } ?? [:]
        let intercept = state.withLock { state in
            state.tokenRequests.append(form)
            state.lastHeaders = request.headers
            return state.behaviour.intercept
        }
        if let intercept, let answer = try await intercept(request) { return answer }
        if request.url.hasSuffix("/devicecode") { return beginDevice(form, isEntra: request.url.contains("/oauth2/")) }
        return answer(form)
    }

    // MARK: Documents

    private func document(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let intercept = state.withLock { state in
            state.documentRequests += 1
            return state.behaviour.interceptDocuments
        }
        if let intercept, let answer = try await intercept(request) { return answer }
        if request.url.hasSuffix("/.well-known/openid-configuration") { return .json(discovery) }
        return .json(.object(["keys": .array([TokenSigner.own.jwk])]))
    }

    private var discovery: JSONValue {
        .object([
            "issuer": .string(Self.issuer), "authorization_endpoint": .string(Self.issuer + "/authorize"),
            "token_endpoint": .string(Self.issuer + "/token"), "jwks_uri": .string(Self.issuer + "/jwks"),
            "authorization_response_iss_parameter_supported": .bool(state.withLock { $0.behaviour.announcesIssuer }),
            "device_authorization_endpoint": state.withLock {
                $0.behaviour.deviceEndpoint.map { .string($0) } ?? .null
            },
        ])
    }

    // MARK: Tokens

    private func answer(_ form: [String: String]) -> HTTPResponse {
        switch form["grant_type"] {
        case "authorization_code": redeem(form)
        case "refresh_token": refresh(form)
        case "client_credentials": applicationToken()
        case "urn:ietf:params:oauth:grant-type:device_code": device(form)
        default: .refusal("unsupported_grant_type")
        }
    }

    private func redeem(_ form: [String: String]) -> HTTPResponse {
        guard let request = state.withLock({ $0.codes.removeValue(forKey: form["code"] ?? "") }) else {
            return .refusal("invalid_grant", codes: [54005])
        }
        guard request["redirect_uri"] == form["redirect_uri"] else { return .refusal("invalid_grant", codes: [50011]) }
        guard request["code_challenge"] == Self.challenge(form["code_verifier"] ?? "") else {
            return .refusal("invalid_grant", codes: [501481])
        }
        return tokens(form, consent: request)
    }

    private func refresh(_ form: [String: String]) -> HTTPResponse {
        let isKnown = state.withLock { state in
            let token = form["refresh_token"] ?? ""
            return state.behaviour.rotation == .strict
                ? state.refreshTokens.remove(token) != nil : state.refreshTokens.contains(token)
        }
        return isKnown ? tokens(form, consent: nil) : .refusal("invalid_grant", codes: [50173])
    }

    /// No user, hence no refresh token and no scope in the answer (reference sheet, section A12).
    private func applicationToken() -> HTTPResponse {
        state.withLock { state in
            state.serial += 1
            var answer: [String: JSONValue] = [
                "token_type": .string("Bearer"), "expires_in": state.behaviour.lifetime,
                "access_token": .string("access-CANARY-\(state.serial)"),
            ]
            for (name, value) in state.behaviour.answer { answer[name] = value == .null ? nil : value }
            return .json(.object(answer))
        }
    }

    func tokens(_ form: [String: String], consent: [String: String]?) -> HTTPResponse {
        state.withLock { state in
            state.serial += 1
            var answer: [String: JSONValue] = [
                "token_type": .string("Bearer"), "expires_in": state.behaviour.lifetime,
                "access_token": .string("access-CANARY-\(state.serial)"),
            ]
            if let consent { answer["id_token"] = .string(idToken(consent, state.behaviour)) }
            if consent != nil || state.behaviour.rotation != .none {
                answer["refresh_token"] = .string("refresh-CANARY-\(state.serial)")
                state.refreshTokens.insert("refresh-CANARY-\(state.serial)")
            }
            if let scope = form["scope"] ?? (form["device_code"] == nil ? nil : consent?["scope"]) {
                answer["scope"] = .string(scope)
            }
            for (name, value) in state.behaviour.answer { answer[name] = value == .null ? nil : value }
            return .json(.object(answer))
        }
    }

    private func idToken(_ consent: [String: String], _ behaviour: Behaviour) -> String {
        let now = clock.now().secondsSince1970
        let isEntra = consent["response_mode"] != nil
        var claims: [String: JSONValue] = [
            "aud": .string(consent["client_id"] ?? ""), "nonce": consent["nonce"].map { .string($0) } ?? .null,
            "iat": .integer(now),
            "nbf": .integer(now), "exp": .integer(now + 3_600), "name": .string("Ann Example"),
        ]
        let own: [String: JSONValue] =
            isEntra
            ? [
                "iss": .string("https://login.microsoftonline.com/\(Self.tenant)/v2.0"), "tid": .string(Self.tenant),
                "oid": .string(Self.user), "sub": .string("pairwise"),
                "preferred_username": .string("ann@contoso.example"),
            ]
            : [
                "iss": .string(Self.issuer), "sub": .string("user-1"), "email": .string("ann@id.example"),
                "email_verified": .bool(true),
            ]
        claims.merge(own) { $1 }
        claims.merge(behaviour.claims) { $1 }
        return behaviour.signer.sign(.object(claims.filter { $0.value != .null }), header: behaviour.idTokenHeader)
    }
}

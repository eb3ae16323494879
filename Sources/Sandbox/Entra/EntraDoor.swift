package import Cryptography
package import Doorway
internal import JSON
package import Tenant

/// The door of sign-ins and tokens: Entra ID v2.0 for every authority (reference sheet §A, §F1).
package final class EntraDoor: WebHandler {
    let entra: Entra

    package init(sandbox: Sandbox, signingKey: RSAPrivateKey) {
        entra = Entra(sandbox: sandbox, signer: TokenSigner(signingKey))
    }

    /// Ends all refresh tokens of a person: the next one is AADSTS50173. Access tokens are the ledger's.
    package func revokeRefreshTokens(of person: GUID) {
        entra.state.refreshTokens.changeAll { if $0.person == person { $0.standing = .revoked } }
    }

    package func answer(_ request: WebRequest) async -> WebResponse {
        let (route, call) = (Route(request), Call(request, entra.sandbox))
        let occasion = route.map { self.occasion($0, call) } ?? Occasion(door: .entra, operation: "unknown")
        return await Faulty.answer(request, in: entra.sandbox, at: occasion) { status in
            let refusal = Self.refusal(status)
            return route?.isForPrograms ?? true
                ? refusal.json(call, status: status)
                : Page.answer(status, NoticePage.refused(refusal, call), call)
        } act: {
            respond(route, call)
        }
    }

    /// What the door says when no fault of HTTP's is in the way.
    package func respond(to request: WebRequest) -> WebResponse {
        respond(Route(request), Call(request, entra.sandbox))
    }

    private func respond(_ route: Route?, _ call: Call) -> WebResponse {
        guard let route else { return call.finished(.empty(404)) }
        guard call.isReadable else { return refuse(.malformed, route, call) }
        if let fault = entra.sandbox.faults.take([.aadsts], at: occasion(route, call)) {
            return refuse(fault, route, call)
        }
        return act(route, call)
    }

    private func act(_ route: Route, _ call: Call) -> WebResponse {
        switch route {
        case .metadata(let segment): metadata(segment, call)
        case .keys(let segment): known(segment, call) { _ in DiscoveryPages(entra: entra).keys(call) }
        case .instance: DiscoveryPages(entra: entra).instance(call)
        case .authorize(let segment): AuthorizeEndpoint(entra: entra).authorize(call, segment)
        case .adminConsent(let segment, let isLegacy):
            AuthorizeEndpoint(entra: entra).adminConsent(call, segment, isLegacy: isLegacy)
        case .login: SignInDesk(entra: entra).submit(call)
        case .token(let segment):
            call.request.method == "OPTIONS" ? Self.preflight(call) : TokenEndpoint(entra: entra).answer(call, segment)
        case .deviceCode(let segment): DeviceCodeEndpoint(entra: entra).answer(call, segment)
        case .devicePage: DeviceCodeEndpoint(entra: entra).page(call)
        case .logout: LogoutEndpoint(entra: entra).answer(call)
        case .userInfo: UserInfoEndpoint(entra: entra).answer(call)
        case .nativeClient: Page.answer(200, NoticePage.nativeClient, call)
        case .explanation:
            Page.answer(200, NoticePage.explained(.of(call.field("code").flatMap { Int($0) } ?? 0)), call)
        }
    }

    private func metadata(_ segment: String, _ call: Call) -> WebResponse {
        known(segment, call) { DiscoveryPages(entra: entra).metadata($0, call) }
    }

    private func known(_ segment: String, _ call: Call, _ make: (Authority) -> WebResponse) -> WebResponse {
        do throws(Refusal) {
            return make(try Authority(segment, in: entra.directory))
        } catch {
            return error.json(call)
        }
    }

    private func occasion(_ route: Route, _ call: Call) -> Occasion {
        var mailbox = (call.request.headers[SignInDesk.automaticUser] ?? call.field("login_hint"))?.lowercased()
        if case .token = route { mailbox = TokenEndpoint(entra: entra).mailbox(call) }
        let client = (try? ClientCredentials(call))?.clientID.flatMap { GUID($0) }
        return Occasion(door: .entra, operation: route.operation, client: client, mailbox: mailbox)
    }

    /// A browser asks whether a page may call `/token`.
    private static func preflight(_ call: Call) -> WebResponse {
        call.finished(
            .empty(
                200,
                [
                    "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "POST, OPTIONS",
                    "Access-Control-Allow-Headers": call.request.headers["access-control-request-headers"] ?? "*",
                ]))
    }
}

internal import Doorway
internal import Tenant

extension SignInDesk {
    /// All is agreed: the answer goes to whoever asked.
    func complete(
        _ flow: Flow, _ person: Person, _ app: Registration, _ scopes: ScopeRequest, _ call: Call
    ) -> WebResponse {
        let authentication =
            flow.authentication ?? Authentication(at: call.now, secondFactor: false, session: .random())
        var response: WebResponse
        switch flow.purpose {
        case .authorize(let request):
            let fields = granted(request, person, app, scopes, authentication, call)
            response = request.target.answer(fields, call)
        case .device(let code, let request):
            response = finishDevice(code, request, .approved(person: person.id, scopes, authentication), person, call)
        case .adminConsent(let request):
            var fields = [("admin_consent", "True"), ("tenant", person.tenant.description)]
            if !request.isLegacy { fields.append(("scope", request.scopes.text)) }
            response = request.target.answer(fields, call)
        }
        if call.request.headers[Self.automaticUser] == nil { remember(person, authentication, call, in: &response) }
        return response
    }

    /// Somebody pressed Cancel.
    func decline(_ flow: Flow, _ call: Call) -> WebResponse {
        let person = flow.person.flatMap { entra.directory.person($0) }
        switch flow.purpose {
        case .authorize(let request):
            let subcode = person?.isPersonal == true ? [("error_subcode", "cancel")] : []
            return request.target.answer(Refusal(65004).fields(call) + subcode, call)
        case .device(let code, let request):
            let refusal = Refusal(65004, error: entra.facts[Facts.deviceDeclinedError])
            return finishDevice(code, request, .refused(refusal), person, call)
        case .adminConsent(let request):
            let refusal = Refusal(65004, error: "consent_required")
            return request.target.answer(administrative(refusal, person, request, call), call)
        }
    }

    /// What cannot go on: to the client where it is the client's to handle, else on a page.
    func refuse(_ refusal: Refusal, _ flow: Flow, _ call: Call) -> WebResponse {
        let isShown = [50020, 500_208, 50057, 50105, 700_016, 7_000_112].contains(refusal.number)
        switch flow.purpose {
        case .authorize(let request) where !isShown || flow.purpose.isSilent:
            return request.target.answer(refusal, call)
        case .adminConsent(let request) where !isShown:
            let person = flow.person.flatMap { entra.directory.person($0) }
            return request.target.answer(administrative(refusal, person, request, call), call)
        case .device(let code, _) where !isShown:
            _ = entra.state.devices.change(code, at: call.now) { $0.stage = .refused(refusal) }
            return Page.answer(refusal, call)
        default: return Page.answer(refusal, call)
        }
    }

    /// The tenant is whose it was to give, as far as that is known (§A13).
    private func administrative(
        _ refusal: Refusal, _ person: Person?, _ request: AdminConsentRequest, _ call: Call
    ) -> [(String, String)] {
        var refusal = refusal
        if request.isLegacy { refusal.error = "permission_denied" }
        var tenant = person?.tenant
        if tenant == nil, case .tenant(let id) = request.authority { tenant = id }
        return refusal.fields(call) + [("admin_consent", "True"), ("tenant", tenant?.description ?? "")]
    }

    /// The fields that a good authorization answers with.
    private func granted(
        _ request: AuthorizationRequest, _ person: Person, _ app: Registration, _ scopes: ScopeRequest,
        _ authentication: Authentication, _ call: Call
    ) -> [(String, String)] {
        var fields: [(String, String)] = []
        if request.wantsCode {
            let code = Secrets.code(isPersonal: person.isPersonal)
            let lifetime = Double(entra.facts[Facts.codeLifetimeSeconds])
            let kept = AuthorizationCode(
                client: app.clientID, redirectURI: request.target.uri, platform: request.platform, person: person.id,
                tenant: person.tenant, authority: request.authority, scopes: scopes, challenge: request.challenge,
                nonce: request.nonce, authentication: authentication, expiresAt: call.now + lifetime)
            // Kept beyond its end, so that it can be told from one that never was.
            entra.state.codes.put(kept, under: code, until: call.now + lifetime + Self.patience)
            fields.append(("code", code))
        }
        if request.wantsIDToken {
            let mint = TokenMint(entra: entra, call: call)
            fields.append(
                ("id_token", mint.idToken(person, app, scopes.identity, request.nonce, authentication)))
        }
        if request.wantsClientInfo { fields.append(("client_info", TokenMint.clientInfo(person))) }
        fields.append(("session_state", authentication.session.description))
        return fields
    }

    private func finishDevice(
        _ code: String, _ request: DeviceRequest, _ stage: DeviceRequest.Stage, _ person: Person?, _ call: Call
    ) -> WebResponse {
        var stage = stage
        var notice = NoticePage.deviceDone
        if case .refused = stage { notice = NoticePage.deviceDeclined }
        if let person, entra.directory.tenant(person.tenant)?.policies.deviceFlowAllowed == false {
            stage = .refused(Refusal(530_035))
            notice = NoticePage.refused(Refusal(530_035), call)
        }
        let isKnown = entra.state.devices.change(code, at: call.now) { device in
            guard case .waiting = device.stage, device.expiresAt > call.now else { return false }
            device.stage = stage
            return true
        }
        guard isKnown == true else { return Page.answer(400, NoticePage.expired, call) }
        return Page.answer(200, notice, call)
    }
}

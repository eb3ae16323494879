internal import Doorway
internal import JSON
internal import Tenant

/// Answers `/devicecode` and the page where the code is entered (reference sheet §A11).
struct DeviceCodeEndpoint: Sendable {
    let entra: Entra

    func answer(_ call: Call, _ authority: String) -> WebResponse {
        do throws(Refusal) {
            return call.finished(.json(200, try begin(call, authority)))
        } catch {
            return error.json(call)
        }
    }

    private func begin(_ call: Call, _ segment: String) throws(Refusal) -> JSONValue {
        let facts = entra.facts
        let authority = try Authority(segment, in: entra.directory)
        let app = try entra.app(call.field("client_id"))
        try authority.serve(app, facts)
        let asked = try ScopeRequest(parsing: try call.needed("scope"), facts, root: call.request.origin)
        let scopes = asked.expanded(for: app)
        try scopes.listed(by: app, facts)
        _ = try scopes.resource(facts)
        let (deviceCode, userCode) = (Secrets.deviceCode(), Secrets.userCode())
        let lifetime = max(1, min(facts[Facts.deviceCodeSeconds], 86_400))
        let interval = max(0, min(facts[Facts.deviceInterval], 3_600))
        // Kept beyond its end, so that it can be told from one that never was.
        let until = call.now + Double(lifetime) + SignInDesk.patience
        entra.state.devices.put(
            DeviceRequest(
                client: app.clientID, authority: authority, scopes: scopes, expiresAt: call.now + Double(lifetime),
                interval: interval),
            under: deviceCode, until: until)
        entra.state.userCodes.put(deviceCode, under: userCode, until: until)
        let page = authority == .consumers ? facts[Facts.personalDevicePath] : "devicelogin"
        let address = "\(call.request.origin)/\(page)"
        return [
            "user_code": .string(userCode), "device_code": .string(deviceCode), "verification_uri": .string(address),
            "expires_in": .integer(Int64(lifetime)), "interval": .integer(Int64(interval)),
            "message": .string(
                "To sign in, use a web browser to open the page \(address) and enter the code \(userCode) to "
                    + "authenticate."),
        ]
    }

    /// The page, or the sign-in once a code was entered.
    func page(_ call: Call) -> WebResponse {
        let entered = call.field("otc") ?? call.field("code") ?? call.field("user_code")
        guard let entered, call.request.method == "POST" || call.request.headers[SignInDesk.automaticUser] != nil else {
            return Page.answer(200, DevicePage.body(String((entered ?? "").prefix(20)), nil), call)
        }
        let code = entered.uppercased().filter { $0.isLetter || $0.isNumber }
        guard let deviceCode = entra.state.userCodes.value(code, at: call.now),
            let device = entra.state.devices.value(deviceCode, at: call.now), case .waiting = device.stage,
            device.expiresAt > call.now
        else {
            let notice = "That code did not work. Check the code and try again. (AADSTS70018)"
            return Page.answer(200, DevicePage.body(String(entered.prefix(20)), notice), call)
        }
        return SignInDesk(entra: entra).begin(.device(code: deviceCode, device), call)
    }
}

internal import Doorway
internal import JSON
internal import Tenant

extension EntraDoor {
    /// Codes that come with claims for the next sign-in (reference sheet §A10).
    private static let steppingUp: Set<Int> = [50072, 50074, 50076, 50078, 50079, 50158]

    /// What a fault with a status stands for.
    static func refusal(_ status: Int) -> Refusal {
        switch status {
        case 429: Refusal(90055, "The service is throttling requests; try again later.")
        case 500, 502: Refusal(90006)
        default: Refusal(90033)
        }
    }

    /// `entra.error`: any code, as the endpoint at hand says it.
    func refuse(_ fault: Fault, _ route: Route, _ call: Call) -> WebResponse {
        let code = fault.parameters["code"]
        let number = code?.integerValue.flatMap { Int(exactly: $0) } ?? code?.stringValue.flatMap { Int($0) } ?? 90033
        var refusal = Refusal(
            number, fault.parameters["text"]?.stringValue, error: fault.parameters["error"]?.stringValue,
            suberror: fault.parameters["suberror"]?.stringValue)
        refusal.claims = Self.claims(fault) ?? (Self.steppingUp.contains(number) ? StepUp.claims : nil)
        if let status = fault.parameters["status"]?.integerValue, (200...599).contains(status) {
            refusal.status = Int(status)
        }
        var response = refuse(refusal, route, call)
        if let seconds = fault.retryAfter { response.headers["Retry-After"] = seconds }
        return response
    }

    /// To a program as JSON; to a browser by redirect where one is safe, else as a page.
    func refuse(_ refusal: Refusal, _ route: Route, _ call: Call) -> WebResponse {
        if route.isForPrograms { return refusal.json(call) }
        guard case .authorize = route, let target = target(call), !Self.shown.contains(refusal.number) else {
            return Page.answer(refusal, call)
        }
        return target.answer(refusal, call)
    }

    /// Never redirected (§A5).
    private static let shown: Set<Int> = [50011, 700_016, 90002, 90019, 50059, 9_002_313]

    private func target(_ call: Call) -> RedirectTarget? {
        guard let app = try? entra.app(call.field("client_id")) else { return nil }
        return try? RedirectTarget.read(call, app).0
    }

    private static func claims(_ fault: Fault) -> String? {
        guard let value = fault.parameters["claims"] else { return nil }
        return value.stringValue ?? (try? JSONWriter.text(value))
    }
}

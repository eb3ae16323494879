internal import Doorway
internal import Tenant

extension SignInDesk {
    /// For tests without a browser: `X-Sandbox-User` names who signs in, with every factor there is,
    /// `X-Sandbox-Answer` (`allow` or `deny`) what they say to being asked, and `X-Sandbox-Without` what they do not agree to
    /// of it. It leaves no session behind.
    func automatic(_ flow: inout Flow, as name: String, _ call: Call) -> WebResponse {
        guard let person = entra.directory.person(named: name) else {
            return Page.answer(Refusal(50034, "The user account '\(name.prefix(256))' does not exist."), call)
        }
        let answer = call.request.headers["x-sandbox-answer"]?.lowercased() ?? "allow"
        guard ["allow", "deny"].contains(answer) else {
            return Page.answer(Refusal(9_002_313, "X-Sandbox-Answer is allow or deny."), call)
        }
        flow.person = person.id
        flow.authentication = Authentication(
            at: call.now, secondFactor: true, session: .random(), claims: flow.purpose.claims?.value)
        do throws(Refusal) {
            let app = try entra.app(flow.purpose.client.description)
            try flow.purpose.authority.admit(person, to: app)
            try entra.inGoodStanding(person, app)
            if answer == "deny" { return decline(flow, call) }
            let scopes = try flow.purpose.scopes.supported(for: person, entra.facts)
            switch need(flow.purpose, scopes, person, app) {
            case .nothing: return complete(flow, person, app, scopes, call)
            case .administrator: throw Refusal(90094)
            case .asking where flow.purpose.isSilent: throw Refusal(65001, error: entra.facts[Facts.silentConsentError])
            case .asking:
                let withheld = call.request.headers[Self.withheld] ?? ""
                return try allow(flow, person, app, scopes, without: withheld, forAll: false, call)
            }
        } catch {
            return refuse(error, flow, call)
        }
    }
}

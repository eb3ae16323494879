internal import Doorway
internal import Tenant

extension SignInDesk {
    /// Wrong passwords that one flow takes before it says that the account is locked.
    private static let failureLimit = 10

    /// What a page sent back.
    func submit(_ call: Call) -> WebResponse {
        guard let id = call.field("flow"), var flow = entra.state.flows.take(id, at: call.now) else {
            return Page.answer(400, NoticePage.expired, call)
        }
        // A button of the account list says whom it chooses instead.
        switch call.field("action") ?? "account" {
        case "cancel": return decline(flow, call)
        case "switch":
            flow.person = nil
            flow.authentication = nil
            return advance(flow, call)
        case "account": return chosen(&flow, call)
        case "password": return password(&flow, call)
        case "factor": return secondFactor(&flow, call)
        case "accept": return accepted(flow, call)
        default: return Page.answer(400, NoticePage.expired, call)
        }
    }

    private func chosen(_ flow: inout Flow, _ call: Call) -> WebResponse {
        let name = call.field("account") ?? call.field("loginfmt") ?? ""
        guard let person = entra.directory.person(named: name) else {
            let number = 50034
            return advance(flow, call, notice: "We could not find an account with that name. (AADSTS\(number))")
        }
        flow.person = person.id
        flow.authentication =
            flow.purpose.authorization?.prompt == .login ? nil : remembered(person.id, session(call), call)
        return advance(flow, call)
    }

    private func password(_ flow: inout Flow, _ call: Call) -> WebResponse {
        guard let person = flow.person.flatMap({ entra.directory.person($0) }) else { return advance(flow, call) }
        guard flow.failures < Self.failureLimit else {
            return advance(flow, call, notice: "The account is locked for now: too many wrong passwords. (AADSTS50053)")
        }
        guard call.fields["passwd"] == person.password else {
            flow.failures += 1
            return advance(flow, call, notice: "Your account or password is incorrect. (AADSTS50126)")
        }
        flow.authentication = Authentication(at: call.now, secondFactor: false, session: .random())
        return advance(flow, call)
    }

    /// Every six digits will do but 000000: nobody has a phone here.
    private func secondFactor(_ flow: inout Flow, _ call: Call) -> WebResponse {
        let code = call.fields["otc"] ?? ""
        guard code.utf8.count == 6, code.utf8.allSatisfy({ (48...57).contains($0) }), code != "000000" else {
            return advance(flow, call, notice: "That code did not work. Six digits, please. (AADSTS50074)")
        }
        flow.authentication?.secondFactor = true
        flow.authentication?.claims = flow.purpose.claims?.value
        return advance(flow, call)
    }

    private func accepted(_ flow: Flow, _ call: Call) -> WebResponse {
        do throws(Refusal) {
            let app = try entra.app(flow.purpose.client.description)
            guard let person = flow.person.flatMap({ entra.directory.person($0) }),
                let authentication = flow.authentication,
                !needsSecondFactor(person, authentication, flow.purpose)
            else { return advance(flow, call) }
            let scopes = try flow.purpose.scopes.supported(for: person, entra.facts)
            return try allow(flow, person, app, scopes, forAll: call.field("organization") == "on", call)
        } catch {
            return refuse(error, flow, call)
        }
    }
}

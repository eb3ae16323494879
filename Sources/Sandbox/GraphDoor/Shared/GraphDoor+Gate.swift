internal import Doorway
internal import JSON
internal import Tenant

/// Who may come in (reference sheet §C13, §D).
extension GraphDoor {
    func admit(_ request: WebRequest, requestID: GUID) -> GraphAdmission {
        var occasion = Occasion(door: .graph, operation: "unknown")
        do throws(GraphError) {
            let admitted = try admitted(request, requestID, &occasion)
            return GraphAdmission(occasion: occasion, outcome: .success(admitted))
        } catch {
            return GraphAdmission(occasion: occasion, outcome: .failure(error))
        }
    }

    private func admitted(
        _ request: WebRequest, _ requestID: GUID, _ occasion: inout Occasion
    ) throws(GraphError) -> GraphAdmission.Admitted {
        let path = try GraphPath(encoded: request.path)
        let match = Result { () throws(GraphError) in try router.match(request.method, path) }
        if case .success(let match) = match { occasion.operation = match.route.operation }
        // Who asks comes before what there is: without a token, every path is a 401.
        let grant = path.service == .outlook ? nil : try grant(of: request)
        occasion.client = grant?.client
        let (route, parameters) = try match.map { ($0.route, $0.parameters) }.get()
        let call = GraphCall(
            door: self, request: request, path: path, route: route, parameters: parameters,
            options: try QueryOptions(request.query), prefer: Preferences(request.headers), requestID: requestID,
            grant: grant)
        return try admitted(call, &occasion)
    }

    private func admitted(
        _ call: GraphCall, _ occasion: inout Occasion
    ) throws(GraphError) -> GraphAdmission.Admitted {
        switch call.route.answering {
        case .open(let act): return .open(call, act)
        case .signedIn(let act):
            try challenge(at: occasion)
            return .signedIn(call, act)
        case .mailbox(let permission, let act):
            guard let grant = call.grant else { throw .tokenEmpty }
            let person = try person(of: call, grant)
            occasion.mailbox = person?.address.lowercased()
            try challenge(at: occasion)
            return .mailbox(try mailboxCall(call, grant, permission, of: person), act)
        }
    }

    private func grant(of request: WebRequest) throws(GraphError) -> AccessGrant {
        guard let token = request.credentials("bearer") else { throw .tokenEmpty }
        do throws(TokenProblem) {
            return try TokenGate(sandbox).grant(for: token, at: .graph)
        } catch {
            switch error {
            case .malformed: throw .tokenMalformed
            case .expired: throw .tokenExpired
            case .revoked, .disabled: throw .tokenRevoked
            case .wrongAudience: throw .tokenAudience
            }
        }
    }

    private func challenge(at occasion: Occasion) throws(GraphError) {
        guard let fault = sandbox.faults.take([.claimsChallenge], at: occasion) else { return }
        throw .claimsChallenge(fault.parameters["claims"]?.stringValue ?? Self.standardClaims)
    }

    /// `{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}`, as the reference sheet's sample has it (§A14).
    private static let standardClaims =
        "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNjA0MTA2NjUxIn19fQ=="

    // MARK: Mailboxes

    /// Whose mailbox a path names; nil for somebody whom the token's tenant does not know.
    private func person(of call: GraphCall, _ grant: AccessGrant) throws(GraphError) -> Person? {
        guard call.path.segments.first?.lowercased() == "me" else {
            return sandbox.directory.person(named: call["user"]).flatMap { $0.tenant == grant.tenant ? $0 : nil }
        }
        guard case .person(let id) = grant.principal else { throw .delegatedOnly }
        return sandbox.directory.person(id)
    }

    private func mailboxCall(
        _ call: GraphCall, _ grant: AccessGrant, _ permission: GraphPermission, of person: Person?
    ) throws(GraphError) -> MailboxCall {
        let isOwn = person.map { grant.principal == .person($0.id) } ?? false
        let suffices = isOwn || !sandbox.facts[Facts.sharedScopesNeeded]
        guard permission.isMet(by: grant, onOwnMailbox: suffices) else { throw .accessDenied }
        if grant.isApplication, !policyLets(grant) { throw .blockedByPolicy }
        guard let person else { throw .noMailboxUser(call["user"]) }
        if !grant.isApplication, !isOwn {
            guard sandbox.directory.holds(grant.principal, .fullAccess, on: person.id) else { throw .accessDenied }
        }
        guard person.hasMailbox, let mailbox = sandbox.mailboxes.mailbox(of: person.id) else { throw .noMailbox }
        return MailboxCall(call: call, grant: grant, owner: person, mailbox: mailbox, isOwn: isOwn)
    }

    /// An application access policy narrows apps that act for themselves (§D2).
    private func policyLets(_ grant: AccessGrant) -> Bool {
        guard let allowed = sandbox.directory.tenant(grant.tenant)?.policies.applicationAccessPolicy else {
            return true
        }
        return allowed.contains { $0.lowercased() == grant.client.description }
    }
}

internal import Broker
package import Domain

/// Which scopes an app asks for: all of them when the user consents, those of one resource for each token
/// (reference sheet §A3, §A4).
package struct ScopePlan: Hashable, Sendable {
    /// OpenID's own: `openid`, `offline_access` … They belong to no resource.
    package private(set) var common: [String]
    package private(set) var mail: [String]
    package private(set) var graph: [String]
    /// What `graph` is called for the mailboxes of others, by full names; asked for when one is to be opened (reference sheet,
    /// section D1).
    package private(set) var shared: [String] = []
    /// Whether token requests have to name their scopes, because one grant serves several resources.
    package let namesScopes: Bool

    /// Resources that a token can be had for. The first one's token comes with the sign-in.
    package var resources: [Resource] { Resource.allCases.filter { offers($0) } }

    package func offers(_ resource: Resource) -> Bool {
        switch resource {
        case .mail: !namesScopes || !mail.isEmpty
        case .graph: !graph.isEmpty
        }
    }

    /// The scopes of one resource, without the common ones.
    package func own(_ resource: Resource) -> [String] { resource == .mail ? mail : graph }

    package func requested(for resource: Resource) -> [String] { common + own(resource) }

    /// What a refresh asks for, in the order in which it is tried: mostly one thing; what the provider refuses is followed by
    /// less. `isWidened` begins with all that the app asks for.
    func renewals(for resource: Resource, of grant: Grant, isWidened: Bool) -> [[String]] {
        let agreed = agreed(for: resource, in: grant)
        let isGraph = resource == .graph
        let wanted = isGraph ? grant.wantedShared(under: self) : []
        let certain = isGraph ? grant.grantedShared(under: self) : []
        let all = own(resource).adding(isGraph && grant.opensOthers == true ? shared : wanted)
        let tries = (isWidened ? [all] : []) + [agreed.adding(wanted), agreed.adding(certain)]
        return tries.reduce(into: []) { if $0.last != common + $1 { $0.append(common + $1) } }
    }

    /// As far as it is known what the user agreed to on this resource, that and no more: an app may ask for further scopes
    /// since, and asked for those the provider would refuse the old ones as well. What is for the mailboxes of others is
    /// carried from one sign-in to the next, so that nothing follows from it for the rest.
    private func agreed(for resource: Resource, in grant: Grant) -> [String] {
        let granted = ScopeEcho.names(grant.grantedScopes)
        let told = granted.union(ScopeEcho.names(grant.missingScopes ?? [])).subtracting(ScopeEcho.names(shared))
        let known = own(resource).filter { granted.contains(ScopeEcho.name($0)) }
        let isTold = own(resource).contains { told.contains(ScopeEcho.name($0)) }
        return isTold && !known.isEmpty ? known : own(resource)
    }

    /// By its short name.
    func asks(for scope: String) -> Bool {
        (mail + graph).contains { ScopeEcho.name($0) == scope.lowercased() }
    }

    package var requestedFromUser: [String] { common + mail + graph }

    /// The same where a mailbox of others is to be opened.
    func opening(_ mailbox: EmailAddress?) -> ScopePlan {
        var plan = self
        if mailbox != nil { plan.graph = graph.adding(shared) }
        return plan
    }
}

extension ScopePlan {
    /// For any OpenID Connect provider: one resource, and scopes that mean what that provider says.
    static func oidc(extra: [String], skipped: [String]) -> ScopePlan {
        var plan = ScopePlan(
            common: ["openid", "profile", "email", "offline_access"], mail: [], graph: [], namesScopes: false)
        for scope in extra where !plan.common.contains(scope) { plan.mail.appendUnlessThere(scope) }
        plan.common.removeAll(where: skipped.contains)
        plan.mail.removeAll(where: skipped.contains)
        return plan
    }

    /// For Microsoft: short names become full ones on the cloud's own resources.
    static func outlook(
        on cloud: Cloud, base: [BaseScope], extra: [String], skipped: [String]
    ) throws(BrokerError) -> ScopePlan {
        var plan = ScopePlan(common: ["openid", "profile", "offline_access"], mail: [], graph: [], namesScopes: true)
        let names = ScopeNames(cloud: cloud)
        if base.contains(.imap) { plan.mail = names.full(["IMAP.AccessAsUser.All", "SMTP.Send"], of: .mail) }
        if base.contains(.graph) { plan.graph = names.full(["User.Read", "Mail.ReadWrite", "Mail.Send"], of: .graph) }
        for scope in extra { plan.add(try names.resolve(scope, field: "extraScopes")) }
        for scope in skipped { plan.remove(try names.resolve(scope, field: "skippedScopes")) }
        plan.shared = names.shared(plan.graph)
        for scope in skipped { plan.remove(try names.resolve(scope, field: "skippedScopes")) }
        for (scope, resource) in [(BaseScope.imap, Resource.mail), (.graph, .graph)]
        where base.contains(scope) && plan.own(resource).isEmpty {
            throw .invalid(field: "skippedScopes", reason: "nothing would be left of the base scope \(scope.rawValue)")
        }
        return plan
    }

    private mutating func add(_ scope: ScopeNames.Resolved) {
        switch scope {
        case .common(let name): common.appendUnlessThere(name)
        case .of(.mail, let name): mail.appendUnlessThere(name)
        case .of(.graph, let name): graph.appendUnlessThere(name)
        }
    }

    private mutating func remove(_ scope: ScopeNames.Resolved) {
        switch scope {
        case .common(let name): common.removeAll { $0 == name }
        case .of(.mail, let name): mail.removeAll { $0.lowercased() == name.lowercased() }
        case .of(.graph, let name):
            graph.removeAll { $0.lowercased() == name.lowercased() }
            shared.removeAll { $0.lowercased() == name.lowercased() }
        }
    }
}

extension [String] {
    mutating func appendUnlessThere(_ scope: String) {
        if !contains(where: { $0.lowercased() == scope.lowercased() }) { append(scope) }
    }

    /// These and the others, each once.
    func adding(_ scopes: [String]) -> [String] {
        var all = self
        for scope in scopes { all.appendUnlessThere(scope) }
        return all
    }
}

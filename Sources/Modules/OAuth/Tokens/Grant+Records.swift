internal import Broker
internal import Domain

/// How the tokens of each resource fared.
extension Grant {
    /// The facts of each resource that the app asks for, in that order.
    func resources(under plan: ScopePlan, _ shelf: TokenShelf, at now: Timestamp) -> [ResourceStatus] {
        plan.resources.map { resource in
            let record = record(of: resource)
            return ResourceStatus(
                resource: resource, grantedScopes: plan.scopes(of: resource, among: grantedScopes),
                missingScopes: plan.scopes(of: resource, among: missingScopes ?? []),
                tokenExpiresAt: shelf.expiry(of: resource, at: now), lastSuccessAt: record?.lastSuccessAt,
                failure: record?.failure, nextAttemptAt: shelf.nextAttempt(for: resource, at: now))
        }
    }

    func record(of resource: Resource) -> ResourceRecord? { records?.first { $0.resource == resource } }

    /// A token came: what was wrong with the whole grant no longer is, and neither is what was with this resource.
    mutating func noteSuccess(for resource: Resource, at now: Timestamp) {
        change(resource) { $0.lastSuccessAt = now }
        records = records?.map { record in
            var record = record
            if record.resource == resource || record.failure?.error.concernsOneResource == false {
                record.failure = nil
            }
            return record
        }
        failure = records?.compactMap(\.failure).max { $0.at < $1.at }
    }

    mutating func noteFailure(_ new: GrantStatus.Failure, for resource: Resource) {
        change(resource) { $0.failure = new }
        failure = new
    }

    /// The provider gives no token for lack of consent. Where it never gave one, nothing of the resource is granted: the
    /// account then goes by what else it has.
    mutating func noteRefusal(of resource: Resource, under plan: ScopePlan) {
        guard plan.namesScopes, plan.scopes(of: resource, among: grantedScopes).isEmpty else { return }
        noteMissing(plan.own(resource))
    }

    private mutating func change(_ resource: Resource, _ change: (inout ResourceRecord) -> Void) {
        var record = record(of: resource) ?? ResourceRecord(resource: resource)
        change(&record)
        records = (records ?? []).filter { $0.resource != resource } + [record]
    }
}

extension ScopePlan {
    /// Those that belong to this resource; where there is but one, all that are not OpenID's own.
    fileprivate func scopes(of resource: Resource, among scopes: [String]) -> [String] {
        guard namesScopes else { return scopes.filter { !ScopeNames.common.contains($0) } }
        let names = ScopeEcho.names(own(resource) + (resource == .graph ? shared : []))
        return scopes.filter { names.contains(ScopeEcho.name($0)) }
    }
}

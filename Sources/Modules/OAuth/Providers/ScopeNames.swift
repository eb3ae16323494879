internal import Broker
internal import Domain

/// Short and full names of Microsoft's scopes on one cloud.
struct ScopeNames {
    enum Resolved {
        case common(String)
        case of(Resource, String)
    }
    let cloud: Cloud

    /// OpenID's own scopes, which have no resource in front (reference sheet §A3).
    static let common = ["openid", "profile", "email", "offline_access"]
    /// They are listed under Graph in the portal, and yet have to be asked for on the Outlook resource.
    private static let ofMail = ["imap.accessasuser.all", "pop.accessasuser.all", "smtp.send"]

    func full(_ names: [String], of resource: Resource) -> [String] {
        names.map { "\(resource == .mail ? cloud.mailResource : cloud.graph)/\($0)" }
    }

    /// The permissions for the mailboxes of others that go with those for one's own (reference sheet, sections A3 and D1).
    func shared(_ graph: [String]) -> [String] {
        graph.filter { Self.haveShared.contains(ScopeEcho.name($0)) }.map { "\($0).Shared" }
    }

    private static let haveShared: Set<String> = ["mail.read", "mail.readwrite", "mail.send"]

    /// Reads a short or a full name. The documented global resource stands for the cloud's own.
    func resolve(_ scope: String, field: String) throws(BrokerError) -> Resolved {
        if Self.common.contains(scope) { return .common(scope) }
        let prefix: Substring
        let name: Substring
        if let slash = scope.lastIndex(of: "/") {
            prefix = scope[..<slash]
            name = scope[scope.index(after: slash)...]
        } else {
            prefix = ""
            name = scope[...]
        }
        guard !name.isEmpty, name != ".default" else {
            throw .invalid(field: field, reason: "\(scope) cannot be asked for beside named scopes")
        }
        let resource: Resource = Self.ofMail.contains(name.lowercased()) ? .mail : .graph
        guard prefix.isEmpty || prefixes(of: resource).contains(String(prefix)) else {
            throw .invalid(
                field: field,
                reason: "\(scope) is not on a resource of this cloud: \(name) belongs to \(prefixes(of: resource)[0])")
        }
        return .of(resource, full([String(name)], of: resource)[0])
    }

    private func prefixes(of resource: Resource) -> [String] {
        switch resource {
        case .mail: [cloud.mailResource, Cloud.global.mailResource, "https://outlook.office365.com"]
        case .graph: [cloud.graph, Cloud.global.graph]
        }
    }
}

internal import Domain
internal import JSON
internal import Tenant

/// Reads what a subscription is to be, with Graph's refusals (reference sheet §C12).
struct SubscriptionRequest: Sendable {
    private static let members: Set<String> = [
        "changeType", "notificationUrl", "lifecycleNotificationUrl", "resource", "expirationDateTime", "clientState",
        "latestSupportedTlsVersion", "includeResourceData", "encryptionCertificate", "encryptionCertificateId",
        "notificationQueryOptions", "notificationUrlAppId", "id", "applicationId", "creatorId",
    ]

    let changes: [Subscription.Change]
    let resource: String
    let notificationURL: String
    let lifecycleURL: String?
    let clientState: String?
    let tlsVersion: String?
    let expiresAt: Timestamp

    init(_ json: JSONValue, facts: FactSheet, now: Timestamp) throws(GraphError) {
        let object = try PropertyReader.object(
            json, "subscription", type: "microsoft.graph.subscription", members: Self.members)
        let text = { (name: String) throws(GraphError) -> String in
            try PropertyReader.text(object[name] ?? .null, name)
        }
        if try PropertyReader.bool(object["includeResourceData"] ?? .null, "includeResourceData") {
            throw .validation("The sandbox sends notifications without resource data only.")
        }
        changes = try Self.changes(try text("changeType"))
        resource = try text("resource")
        guard !resource.isEmpty else { throw .validation("Resource is required.") }
        notificationURL = try Self.url(try text("notificationUrl"), "notificationUrl")
        let lifecycle = try text("lifecycleNotificationUrl")
        lifecycleURL = lifecycle.isEmpty ? nil : try Self.url(lifecycle, "lifecycleNotificationUrl")
        let state = try text("clientState")
        guard state.utf8.count <= 128 else { throw .validation("clientState has at most 128 characters.") }
        clientState = state.isEmpty ? nil : state
        let version = try text("latestSupportedTlsVersion")
        tlsVersion = version.isEmpty ? nil : version
        expiresAt = try Self.expiry(object["expirationDateTime"] ?? .null, facts: facts, now: now)
    }

    private static func changes(_ text: String) throws(GraphError) -> [Subscription.Change] {
        var changes: [Subscription.Change] = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let change = Subscription.Change(rawValue: word.filter { $0 != " " }.lowercased()) else {
                throw .validation("Invalid 'changeType' attribute: '\(text.prefix(64))'.")
            }
            if !changes.contains(change) { changes.append(change) }
        }
        return changes
    }

    /// How long it may live: more is refused, less than the minimum is raised to it.
    static func expiry(_ value: JSONValue, facts: FactSheet, now: Timestamp) throws(GraphError) -> Timestamp {
        let wanted = try PropertyReader.time(value, "expirationDateTime")
        let longest = max(0, min(facts[Facts.subscriptionMinutes], 1 << 24))
        guard wanted <= now.advanced(by: .seconds(longest * 60)) else {
            throw .validation(
                "Subscription expiration can only be \(longest) minutes in the future.")
        }
        guard wanted > now else { throw .validation("Subscription expiration has to be in the future.") }
        let shortest = max(0, min(facts[Facts.subscriptionMinimumMinutes], 1 << 24))
        return max(wanted, now.advanced(by: .seconds(shortest * 60)))
    }

    /// This machine only: a sandbox calls nobody else.
    static func url(_ text: String, _ name: String) throws(GraphError) -> String {
        let scheme = ["https://", "http://"].first { text.lowercased().hasPrefix($0) }
        guard let scheme, text.utf8.count <= 2048, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw .validation("The \(name) is not an absolute https URL.")
        }
        let authority = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }.lowercased()
        guard ["localhost", "127.0.0.1", "[::1]"].contains(where: { authority == $0 || authority.hasPrefix($0 + ":") })
        else { throw .validation("The sandbox sends notifications to this machine only, not to the \(name).") }
        return text
    }
}

internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// Answers `/subscriptions` (reference sheet §C12).
enum Subscriptions {
    static func create(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        let grant = try grant(of: call)
        let json = try RequestBody.object(call.request, facts: call.sandbox.facts)
        let wanted = try SubscriptionRequest(json, facts: call.sandbox.facts, now: call.sandbox.clock.now)
        let target = try SubscriptionTarget(wanted.resource, grant, call)
        let desk = call.door.subscriptions
        try await desk.shakeHands(with: [wanted.notificationURL] + (wanted.lifecycleURL.map { [$0] } ?? []))
        let subscription = Subscription(
            id: .random(), resource: wanted.resource, mailbox: target.mailbox.owner, folder: target.folder,
            changes: wanted.changes, notificationURL: wanted.notificationURL, lifecycleURL: wanted.lifecycleURL,
            clientState: wanted.clientState, tlsVersion: wanted.tlsVersion, immutableIDs: call.prefer.immutableIDs,
            expiresAt: wanted.expiresAt, grant: grant, token: token(of: call))
        try desk.add(subscription, watching: target.mailbox)
        return .graph(subscription.json(context: entityContext(call)), status: 201)
    }

    static func list(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        let grant = try grant(of: call)
        let all = call.door.subscriptions.list(of: grant.client, in: grant.tenant)
        return .graph([
            "@odata.context": .string(call.context("subscriptions")),
            "value": .array(all.map { $0.json(context: nil) }),
        ])
    }

    static func get(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        .graph(try subscription(of: call).json(context: entityContext(call)))
    }

    static func update(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        let grant = try grant(of: call)
        let json = try RequestBody.object(call.request, facts: call.sandbox.facts)
        let subscription = try subscription(of: call)
        for name in (json.objectValue ?? [:]).keys.sorted() where !name.contains("@") {
            guard ["expirationDateTime", "notificationUrl"].contains(name) else {
                throw .validation("The property '\(name.prefix(64))' cannot be changed.")
            }
        }
        let expiry = try json["expirationDateTime"].map { (value) throws(GraphError) in
            try SubscriptionRequest.expiry(value, facts: call.sandbox.facts, now: call.sandbox.clock.now)
        }
        let url = try json["notificationUrl"].map { (value) throws(GraphError) in
            try SubscriptionRequest.url(try PropertyReader.text(value, "notificationUrl"), "notificationUrl")
        }
        let desk = call.door.subscriptions
        if let url { try await desk.shakeHands(with: [url]) }
        desk.change(subscription.id) { subscription in
            subscription.expiresAt = expiry ?? subscription.expiresAt
            subscription.notificationURL = url ?? subscription.notificationURL
        }
        desk.authorise(subscription.id, by: grant, token(of: call))
        return try await get(call)
    }

    static func reauthorize(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        let grant = try grant(of: call)
        call.door.subscriptions.authorise(try subscription(of: call).id, by: grant, token(of: call))
        return .empty(204)
    }

    static func delete(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        call.door.subscriptions.remove(try subscription(of: call).id)
        return .empty(204)
    }

    private static func subscription(of call: GraphCall) throws(GraphError) -> Subscription {
        try call.door.subscriptions.subscription(GUID(call["subscription"]), of: try grant(of: call))
    }

    private static func grant(of call: GraphCall) throws(GraphError) -> AccessGrant {
        guard let grant = call.grant else { throw .tokenEmpty }
        return grant
    }

    private static func token(of call: GraphCall) -> Secret<String> {
        Secret(call.request.credentials("bearer") ?? "")
    }

    private static func entityContext(_ call: GraphCall) -> String { call.context("subscriptions/$entity") }
}

internal import Cryptography
internal import Curl
internal import Domain
internal import Doorway
internal import JSON
internal import Tenant
internal import Transport

/// Posts to the addresses of subscribers.
struct Messenger: Sendable {
    /// How long an address may take to echo its token (reference sheet §C12).
    private static let handshakePatience: Duration = .seconds(10)
    /// How long one may take to receive a notification.
    private static let patience: Duration = .seconds(3)
    /// Microsoft tries for hours; nobody tests for so long.
    private static let attempts = 3

    private let client: (any HTTPClient)?

    /// Without a client of its own: one that reaches this machine.
    init(client: (any HTTPClient)?) { self.client = client ?? Self.standard }

    private static let standard: (any HTTPClient)? = {
        guard let trust = try? TrustStore() else { return nil }
        let hosts: Set<String> = ["localhost", "127.0.0.1", "::1"]
        return try? CurlTransport(CurlSettings(egress: EgressPolicy(allowedHosts: hosts), trust: trust))
    }()

    /// Asks an address to echo a token; what was wrong, or nil.
    func validate(_ url: String) async -> String? {
        guard let client else { return "The sandbox cannot make requests." }
        let token =
            "Validation: Testing client application reachability. Request-Id: \(Base64(RandomBytes.make(18)).text)"
        let join = url.contains("?") ? "&" : "?"
        let request = HTTPRequest(
            method: .post, url: url + join + "validationToken=" + PercentCoding.encode(token),
            headers: [HTTPField("Content-Type", "text/plain; charset=utf-8")], body: Secret([]), responseLimit: 65_536)
        do throws(TransportError) {
            let response = try await client.send(request, until: .after(Self.handshakePatience))
            guard response.status == 200 else { return "The address answered \(response.status)." }
            guard response.header("Content-Type")?.lowercased().hasPrefix("text/plain") == true else {
                return "The answer is not text/plain."
            }
            let echo = response.body.withExposed { String(decoding: $0, as: UTF8.self) }
            return echo == token ? nil : "The answer is not the validation token."
        } catch {
            return "The address cannot be reached."
        }
    }

    /// Gives up in silence after some attempts, as a webhook does.
    func post(_ value: JSONValue, to url: String) async {
        guard let client else { return }
        let request = HTTPRequest(
            method: .post, url: url, headers: [HTTPField("Content-Type", "application/json; charset=utf-8")],
            body: Secret(value.bytes), responseLimit: 65_536)
        for attempt in 1...Self.attempts {
            let response = try? await client.send(request, until: .after(Self.patience))
            if let response, (200..<300).contains(response.status) { return }
            if attempt < Self.attempts { try? await Task.sleep(for: .seconds(attempt)) }
            if Task.isCancelled { return }
        }
    }

    /// Tells the subscriber's address for such things, if there is one, of the subscription itself.
    func post(_ event: LifecycleEvent, about subscription: Subscription) async {
        guard let url = subscription.lifecycleURL else { return }
        let notice: JSONValue = [
            "subscriptionId": .string(subscription.id.description),
            "subscriptionExpirationDateTime": .string(subscription.expiresAt.description),
            "clientState": subscription.clientState.map { .string($0) } ?? .null,
            "lifecycleEvent": .string(event.rawValue), "resource": .string(subscription.resource),
            "tenantId": .string(subscription.grant.tenant.description),
        ]
        await post(["value": [notice]], to: url)
    }
}

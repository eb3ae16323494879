import Broker
import Domain
import OAuth
import Synchronization
import TestSupport
import Testing
import Transport

@Suite("An app that acts in several tenants")
struct TenantTokenTests {
    static let one = "fabrikam.onmicrosoft.com"
    static let other = "aaaaaaaa-1111-2222-3333-444444444444"

    let desk = Desk()

    func token(_ app: AppID, in tenant: String?, _ resource: Resource = .graph) async throws -> String {
        try await desk.service.accessToken(as: app, in: tenant, TokenDemand(resource: resource)).credential
            .withExposed { $0 }
    }

    func register(_ authority: String?) async throws -> AppID {
        let registration = ApplicationTokenTests.registration { $0.authority = authority }
        return try await desk.service.apps.register(registration).id
    }

    @Test("has one token for each tenant and resource, whatever number of mailboxes and callers ask")
    func shared() async throws {
        let app = try await register("organizations")
        let tenants = [Self.one, Self.other, Self.one.uppercased()]
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<500 {
                group.addTask {
                    try await token(app, in: tenants[index % 3], index.isMultiple(of: 2) ? .graph : .mail)
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(tokens.count == 4)
        #expect(desk.provider.tokenRequests.count == 4)
    }

    @Test("asks each tenant's own endpoint, and its own where none is named")
    func endpoints() async throws {
        let seen = Urls()
        desk.provider.behave {
            $0.intercept = { request in
                seen.add(request.url)
                return nil
            }
        }
        let app = try await register("contoso.onmicrosoft.com")
        for tenant in [nil, Self.one, Self.other] { _ = try await token(app, in: tenant) }
        #expect(
            seen.all
                == ["contoso.onmicrosoft.com", Self.one, Self.other].map {
                    "https://login.microsoftonline.com/\($0)/oauth2/v2.0/token"
                })
    }

    @Test("is not let down in one tenant by what another refused")
    func failures() async throws {
        let app = try await register("organizations")
        desk.provider.behave {
            $0.intercept = { request in
                request.url.contains(Self.one) ? .refusal("unauthorized_client", codes: [700_016]) : nil
            }
        }
        guard case .appMisconfigured(app, _, _?) = await failure(of: { _ = try await token(app, in: Self.one) }) else {
            Issue.record("taken")
            return
        }
        _ = try await token(app, in: Self.other)
    }

    @Test("tells of each tenant by itself what is known of its tokens")
    func facts() async throws {
        let app = try await register("organizations")
        let now = desk.clock.now()
        desk.provider.behave {
            $0.intercept = { request in
                request.url.contains(Self.one) ? .refusal("unauthorized_client", codes: [700_016]) : nil
            }
        }
        _ = await failure { _ = try await token(app, in: Self.one) }
        _ = try await token(app, in: Self.other, .mail)
        let refused = try await desk.service.resources(of: app, in: Self.one.uppercased())
        #expect(refused.map(\.resource) == [.graph])
        #expect(refused.first?.nextAttemptAt == now.advanced(by: .seconds(60)))
        #expect(refused.first?.failure?.at == now)
        #expect(
            try await desk.service.resources(of: app, in: Self.other)
                == [
                    ResourceStatus(
                        resource: .mail, tokenExpiresAt: now.advanced(by: .seconds(3_600)), lastSuccessAt: now)
                ])
        #expect(try await desk.service.resources(of: app, in: nil).isEmpty)
    }

    @Test(
        "is refused what is no tenant, and nobody is contacted",
        arguments: [
            "common", "organizations", "consumers", "", "contoso", "../consumers", "a.b/c", "a.b?c", "a b.c",
            String(repeating: "a", count: 300) + ".example",
        ])
    func notATenant(_ tenant: String) async throws {
        let app = try await register("organizations")
        guard case .invalid("tenant", _) = await failure(of: { _ = try await token(app, in: tenant) }) else {
            Issue.record("taken: \(tenant)")
            return
        }
        #expect(desk.provider.tokenRequests.isEmpty)
    }

    @Test("remembers no tenant of which nothing lives any more, when they are too many")
    func bounded() async throws {
        let app = try await register("organizations")
        for index in 0..<1_200 { _ = try await token(app, in: "tenant\(index).example") }
        #expect(desk.provider.tokenRequests.count == 1_200)
        // All that live are remembered; the ended ones make room.
        _ = try await token(app, in: "tenant0.example")
        #expect(desk.provider.tokenRequests.count == 1_200)
    }
}

/// Where requests went, in order.
private final class Urls: Sendable {
    private let urls = Mutex<[String]>([])
    var all: [String] { urls.withLock { $0 } }
    func add(_ url: String) { urls.withLock { $0.append(url) } }
}

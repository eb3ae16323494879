import Broker
import Domain
import OAuth
import TestSupport
import Testing
import Transport

@Suite("Somebody who wants a provider asked again")
struct TryAgainTests {
    @Test("does not wait out what only a person could mend")
    func refusal() async throws {
        let (desk, account) = try await TokenTests.restartedDesk {
            $0.intercept = { _ in .refusal("invalid_grant", codes: [50_173]) }
        }
        _ = await failure { _ = try await desk.token(account) }
        desk.provider.behave { $0.intercept = nil }
        guard case .signInRequired = await failure(of: { _ = try await desk.token(account) }) else {
            Issue.record("asked again by itself")
            return
        }
        try await desk.service.tryAgain(account)
        _ = try await desk.token(account)
        #expect(try await desk.service.grantStatus(of: account)?.failure == nil)
    }

    @Test("waits as long as the provider asked to be left alone")
    func wanted() async throws {
        let (desk, account) = try await TokenTests.restartedDesk {
            $0.intercept = { _ in .text("", status: 429, headers: [HTTPField("Retry-After", "30")]) }
        }
        _ = await failure { _ = try await desk.token(account) }
        let before = desk.provider.tokenRequests.count
        try await desk.service.tryAgain(account)
        #expect(
            await failure { _ = try await desk.token(account) }
                == .rateLimited(ProviderFault(name: "entra", status: 429), retryAfterMs: 30_000))
        #expect(desk.provider.tokenRequests.count == before)
    }

    @Test("gets a new token though one is at hand, once, and the old one while there is no better")
    func doubt() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        let first = try await desk.token(account)
        desk.provider.behave { $0.intercept = { _ in .text("<html>", status: 503) } }
        try await desk.service.tryAgain(account)
        #expect(try await desk.token(account) == first)
        #expect(try await desk.token(account) == first)
        #expect(desk.provider.tokenRequests.count == 2)
        desk.provider.behave { $0.intercept = nil }
        desk.clock.advance(seconds: 1)
        let second = try await desk.token(account)
        #expect(second != first)
        #expect(try await desk.token(account) == second)
        #expect(desk.provider.tokenRequests.count == 3)
    }

    @Test("of an app without a user asks for its token anew, in that tenant alone")
    func application() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(ApplicationTokenTests.registration()).id
        let demand = TokenDemand(resource: .graph)
        let tenants = [nil, "fabrikam.example"]
        desk.provider.behave { $0.intercept = { _ in .refusal("unauthorized_client", codes: [700_016]) } }
        for tenant in tenants {
            _ = await failure { _ = try await desk.service.accessToken(as: app, in: tenant, demand) }
        }
        desk.provider.behave { $0.intercept = nil }
        try await desk.service.tryAgain(as: app, in: "Fabrikam.example")
        _ = try await desk.service.accessToken(as: app, in: "fabrikam.example", demand)
        guard
            case .appMisconfigured = await failure(of: {
                _ = try await desk.service.accessToken(as: app, in: nil, demand)
            })
        else {
            Issue.record("another tenant was asked again")
            return
        }
    }

    @Test("of nobody is no error")
    func nobody() async throws {
        let desk = Desk()
        try await desk.service.tryAgain(AccountID(unchecked: "acc_nobody"))
        try await desk.service.tryAgain(as: AppID(unchecked: "app_none"), in: nil)
    }
}

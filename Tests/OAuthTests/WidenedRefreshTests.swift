import Broker
import Domain
import OAuth
import TestSupport
import Testing
import Transport

@Suite("A refresh that asks for more than was agreed to")
struct WidenedRefreshTests {
    static let extra = "https://graph.microsoft.com/Calendars.Read"

    /// An account whose app asks for one scope more since, which the provider refuses like this.
    private func widened(
        _ error: String, _ code: Int, _ suberror: String? = nil
    ) async throws -> (Desk, AccountID) {
        let desk = Desk()
        var registration = Desk.outlook
        registration.baseScopes = [.graph]
        let signedIn = try await desk.signIn(registration)
        desk.provider.behave {
            $0.intercept = { request in
                let form = request.body?.withExposed { FormFields.read(String(decoding: $0, as: UTF8.self)) } ?? [:]
                return form["scope"]?.contains("Calendars.Read") == true
                    ? .refusal(error, codes: [code], suberror: suberror) : nil
            }
        }
        _ = try await desk.service.updateApp(signedIn.app, AppChange(extraScopes: ["Calendars.Read"]))
        try await desk.service.tryAgain(signedIn.account)
        return (desk, signedIn.account)
    }

    @Test(
        "is made once, and goes on with what was agreed to, whatever there is against the rest",
        arguments: [
            ("invalid_grant", 65_001, "consent_required"), ("invalid_scope", 70_011, nil),
            ("invalid_client", 650_054, nil), ("unauthorized_client", 65_005, nil), ("invalid_resource", 500_011, nil),
            ("interaction_required", 50_076, "basic_action"), ("interaction_required", 53_003, "message_only"),
        ])
    func refused(_ error: String, _ code: Int, _ suberror: String?) async throws {
        let (desk, account) = try await widened(error, code, suberror)
        let before = desk.provider.tokenRequests.count
        _ = try await desk.token(account, TokenDemand(resource: .graph))
        #expect(desk.provider.tokenRequests.count == before + 2)
        let status = try #require(try await desk.service.grantStatus(of: account))
        #expect(status.failure == nil)
        #expect(status.resources.first?.missingScopes == [Self.extra])
        desk.clock.advance(seconds: 4_000)
        _ = try await desk.token(account, TokenDemand(resource: .graph))
        #expect(desk.provider.tokenRequests.count == before + 3)
    }

    @Test("is made again where the provider was away")
    func away() async throws {
        let (desk, account) = try await widened("invalid_scope", 70_011)
        desk.provider.behave { $0.intercept = { _ in .text("<html>", status: 503) } }
        desk.clock.advance(seconds: 4_000)
        _ = await failure { _ = try await desk.token(account, TokenDemand(resource: .graph)) }
        desk.provider.behave { $0.intercept = nil }
        desk.clock.advance(seconds: 100)
        _ = try await desk.token(account, TokenDemand(resource: .graph))
        #expect(desk.provider.tokenRequests.last?["scope"]?.contains("Calendars.Read") == true)
    }
}

import Broker
import Domain
import OAuth
import TestSupport
import Testing

@Suite("A resource that nobody agreed to")
struct RefusedResourceTests {
    @Test("is told as missing, until a token comes; what was agreed to once is not, whatever is refused later")
    func refused() async throws {
        let desk = Desk()
        var registration = Desk.outlook
        registration.baseScopes = [.imap, .graph]
        let account = try await desk.signIn(registration).account
        desk.provider.behave { $0.intercept = { _ in .refusal("invalid_grant", codes: [65_001]) } }
        _ = await failure { _ = try await desk.token(account, TokenDemand(resource: .graph)) }
        func missing(_ resource: Resource) async throws -> [String] {
            let status = try #require(try await desk.service.grantStatus(of: account))
            return try #require(status.resources.first { $0.resource == resource }).missingScopes
        }
        let names = ["User.Read", "Mail.ReadWrite", "Mail.Send"]
        #expect(try await missing(.graph) == names.map { "https://graph.microsoft.com/\($0)" })
        #expect(try await missing(.mail) == [])
        desk.provider.behave { $0.intercept = nil }
        desk.clock.advance(seconds: 100)
        _ = try await desk.token(account, TokenDemand(resource: .graph))
        #expect(try await missing(.graph) == [])
        desk.provider.behave { $0.intercept = { _ in .refusal("invalid_grant", codes: [65_001]) } }
        desk.clock.advance(seconds: 4_000)
        _ = await failure { _ = try await desk.token(account, TokenDemand(resource: .graph)) }
        #expect(try await missing(.graph) == [])
    }
}

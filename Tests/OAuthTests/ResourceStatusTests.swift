import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

@Suite("What is known of a grant, resource by resource")
struct ResourceStatusTests {
    static let imap = "https://outlook.office.com/IMAP.AccessAsUser.All"
    static let smtp = "https://outlook.office.com/SMTP.Send"

    static func status(_ desk: Desk, _ account: AccountID) async throws -> [Resource: ResourceStatus] {
        let status = try #require(try await desk.service.grantStatus(of: account))
        #expect(status.resources.map(\.resource) == [.mail, .graph])
        return Dictionary(uniqueKeysWithValues: status.resources.map { ($0.resource, $0) })
    }

    @Test("is empty where no token was asked for yet, and full where one was")
    func success() async throws {
        let (desk, account) = try await TokenTests.restartedDesk(TokenTests.both())
        var known = try await Self.status(desk, account)
        #expect(known[.mail]?.tokenExpiresAt == nil)
        #expect(known[.graph]?.grantedScopes == [])
        let now = desk.clock.now()
        _ = try await desk.token(account, TokenDemand(resource: .graph))
        known = try await Self.status(desk, account)
        #expect(known[.graph]?.tokenExpiresAt == now.advanced(by: .seconds(3_600)))
        #expect(known[.graph]?.lastSuccessAt == now)
        #expect(
            known[.graph]?.grantedScopes
                == ["User.Read", "Mail.ReadWrite", "Mail.Send"].map { "https://graph.microsoft.com/\($0)" })
        #expect(known[.mail]?.lastSuccessAt == nil)
        #expect(known[.mail]?.grantedScopes == [Self.imap, Self.smtp])
        desk.clock.advance(seconds: 3_600)
        #expect(try await Self.status(desk, account)[.graph]?.tokenExpiresAt == nil)
        // What is durable is there after a restart; the token is not.
        let after = try await Self.status(desk.restarted(), account)
        #expect(after[.graph]?.lastSuccessAt == now)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let answer: HTTPResponse
        /// Whether a token of the other resource says that it has passed.
        let isMendedByOther: Bool
        let wait: Int64
        let testDescription: String
    }

    @Test(
        "tells the failure and the next attempt of the one that failed, until a token comes",
        arguments: [
            Fault(
                answer: .refusal("invalid_grant", codes: [65_001]), isMendedByOther: false, wait: 60,
                testDescription: "no consent"),
            Fault(
                answer: .refusal("invalid_scope", codes: [70_011]), isMendedByOther: false, wait: 60,
                testDescription: "a scope that the app may not ask for"),
            Fault(
                answer: .refusal("invalid_grant", codes: [50_173]), isMendedByOther: true, wait: 60,
                testDescription: "revoked"),
            Fault(
                answer: .refusal("invalid_client", codes: [7_000_222], status: 401), isMendedByOther: true, wait: 60,
                testDescription: "secret expired"),
            Fault(
                answer: .text("", status: 429, headers: [HTTPField("Retry-After", "30")]), isMendedByOther: true,
                wait: 30, testDescription: "throttled"),
        ])
    func failure(_ fault: Fault) async throws {
        let (desk, account) = try await TokenTests.restartedDesk(TokenTests.both()) {
            $0.intercept = { _ in fault.answer }
        }
        let now = desk.clock.now()
        _ = await OAuthTests.failure { _ = try await desk.token(account, TokenDemand(resource: .graph)) }
        var known = try await Self.status(desk, account)
        let told = try #require(known[.graph]?.failure)
        #expect(told.at == now)
        #expect(known[.graph]?.nextAttemptAt == now.advanced(by: .seconds(fault.wait)))
        #expect(known[.mail]?.failure == nil)
        #expect(try await desk.service.grantStatus(of: account)?.failure == told)
        // It is durable.
        #expect(try await Self.status(desk.restarted(), account)[.graph]?.failure == told)
        desk.provider.behave { $0.intercept = nil }
        desk.clock.advance(seconds: fault.wait)
        _ = try await desk.token(account)
        known = try await Self.status(desk, account)
        #expect((known[.graph]?.failure == nil) == fault.isMendedByOther)
        #expect((try await desk.service.grantStatus(of: account)?.failure == nil) == fault.isMendedByOther)
        _ = try await desk.token(account, TokenDemand(resource: .graph))
        known = try await Self.status(desk, account)
        #expect(known[.graph]?.failure == nil)
        #expect(known[.graph]?.nextAttemptAt == nil)
        #expect(try await desk.service.grantStatus(of: account)?.failure == nil)
    }

    @Test("of a grant from before anybody kept it is told from what there is")
    func old() async throws {
        let (desk, account) = try await TokenTests.restartedDesk(TokenTests.both())
        var grant = try #require(desk.store.contents.grants[account])
        (grant.records, grant.missingScopes) = (nil, nil)
        grant.failure = .init(at: desk.clock.now(), error: .signInRequired(account, nil))
        try desk.store.save(grant)
        let known = try await Self.status(desk, account)
        #expect(known[.mail] == ResourceStatus(resource: .mail, grantedScopes: [Self.imap, Self.smtp]))
        #expect(try await desk.service.grantStatus(of: account)?.failure == grant.failure)
        _ = try await desk.token(account)
        #expect(try await desk.service.grantStatus(of: account)?.failure == nil)
    }

    @Test("holds all scopes where there is one resource only, less OpenID's own")
    func oneResource() async throws {
        let desk = Desk()
        var registration = Desk.oidc
        registration.extraScopes = ["mail:all"]
        let account = try await desk.signIn(registration).account
        let status = try #require(try await desk.service.grantStatus(of: account)?.resources)
        #expect(status.map(\.grantedScopes) == [["mail:all"]])
    }
}

import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

@Suite("A grant that lacks a permission")
struct PartialConsentTests {
    static let imap = ResourceStatusTests.imap
    static let smtp = ResourceStatusTests.smtp

    /// A desk whose account was given a token for these scopes alone.
    static func desk(granting scopes: [String], _ registration: AppRegistration = Desk.outlook) async throws -> (
        Desk, AccountID
    ) {
        let (desk, account) = try await TokenTests.restartedDesk(registration) {
            $0.answer["scope"] = .string(scopes.joined(separator: " "))
        }
        _ = try await desk.token(account)
        return (desk, account)
    }

    private func token(_ desk: Desk, _ account: AccountID, for purpose: TokenPurpose?) async throws -> String {
        try await desk.token(account, TokenDemand(resource: .mail, purpose: purpose))
    }

    @Test("works for what was granted, and names what lacks for the rest, also after a restart")
    func purposes() async throws {
        let (desk, account) = try await Self.desk(granting: [Self.imap, "openid"])
        for desk in [desk, desk.restarted()] {
            let read = try await token(desk, account, for: .read)
            #expect(try await token(desk, account, for: nil) == read)
            #expect(
                await failure { _ = try await token(desk, account, for: .send) }
                    == .consentRequired(scopes: [Self.smtp], nil))
            let status = try #require(try await desk.service.grantStatus(of: account)?.resources.first)
            #expect(status.missingScopes == [Self.smtp])
            #expect(status.grantedScopes == [Self.imap])
            #expect(status.failure == nil)
        }
        // What is known to lack is not asked for again: the provider would refuse the rest with it.
        #expect(desk.provider.tokenRequests.last?["scope"]?.contains("SMTP.Send") == false)
    }

    @Test("compares the last part of a name alone, whatever resource and case the provider writes")
    func spelling() async throws {
        let (desk, account) = try await Self.desk(
            granting: ["https://outlook.office365.com/imap.accessasuser.all", "SMTP.SEND"])
        for purpose in TokenPurpose.allCases { _ = try await token(desk, account, for: purpose) }
        #expect(try await desk.service.grantStatus(of: account)?.resources.first?.missingScopes == [])
    }

    @Test("is known to lack what its app does not ask for")
    func skipped() async throws {
        var registration = Desk.outlook
        registration.skippedScopes = ["SMTP.Send"]
        let desk = Desk()
        let account = try await desk.signIn(registration).account
        #expect(
            await failure { _ = try await token(desk, account, for: .send) }
                == .consentRequired(scopes: [Self.smtp], nil))
        _ = try await token(desk, account, for: .read)
    }

    @Test("is not guessed at where the provider's scopes mean what they like, or the resource is another")
    func unknown() async throws {
        let desk = Desk()
        let account = try await desk.signIn(Desk.oidc).account
        for purpose in TokenPurpose.allCases { _ = try await token(desk, account, for: purpose) }
        let (other, graph) = try await Self.desk(granting: [Self.imap], TokenTests.both())
        other.provider.behave { $0.answer["scope"] = nil }
        _ = try await other.token(graph, TokenDemand(resource: .graph, purpose: .send))
    }

    @Test("asks for all again when somebody says that more is allowed now")
    func widened() async throws {
        let (desk, account) = try await Self.desk(granting: [Self.imap])
        desk.provider.behave { $0.answer["scope"] = nil }
        try await desk.service.tryAgain(account)
        _ = try await token(desk, account, for: .send)
        #expect(desk.provider.tokenRequests.last?["scope"]?.contains(Self.smtp) == true)
        #expect(try await desk.service.grantStatus(of: account)?.resources.first?.missingScopes == [])
    }

    @Test("stays as it is when that was wrong, and still works for what was granted")
    func notWidened() async throws {
        let (desk, account) = try await Self.desk(granting: [Self.imap])
        desk.provider.behave {
            $0.intercept = { request in
                let form = request.body?.withExposed { FormFields.read(String(decoding: $0, as: UTF8.self)) } ?? [:]
                return form["scope"]?.contains("SMTP.Send") == true
                    ? .refusal("invalid_grant", codes: [65_001], suberror: "consent_required") : nil
            }
        }
        let before = desk.provider.tokenRequests.count
        try await desk.service.tryAgain(account)
        let read = try await token(desk, account, for: .read)
        #expect(desk.provider.tokenRequests.count == before + 2)
        #expect(try await token(desk, account, for: .read) == read)
        #expect(
            await failure { _ = try await token(desk, account, for: .send) }
                == .consentRequired(scopes: [Self.smtp], nil))
        #expect(desk.provider.tokenRequests.count == before + 2)
        #expect(try await desk.service.grantStatus(of: account)?.failure == nil)
    }
}

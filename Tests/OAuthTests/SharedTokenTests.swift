import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

@Suite("A token that opens several mailboxes")
struct SharedTokenTests {
    /// Whose token it is.
    enum Owner: CaseIterable, Sendable { case app, lender }
    static let one = AccountID(unchecked: "acc_one")
    static let other = AccountID(unchecked: "acc_other")

    let desk = Desk()

    private func asking(_ owner: Owner) async throws -> @Sendable (TokenDemand) async throws -> String {
        let service = desk.service
        switch owner {
        case .app:
            let app = try await service.apps.register(ApplicationTokenTests.registration()).id
            return { try await service.accessToken(as: app, in: nil, $0).credential.withExposed { $0 } }
        case .lender:
            let account = try await desk.signIn().account
            return { try await service.accessToken(for: account, $0).credential.withExposed { $0 } }
        }
    }

    private func demand(_ rejected: String? = nil, by mailbox: AccountID = one) -> TokenDemand {
        TokenDemand(resource: .mail, rejected: rejected.map { Credential($0) }, mailbox: mailbox)
    }

    @Test(
        "is replaced once for a mailbox that refuses it, which has to do with that one for a minute",
        arguments: Owner.allCases)
    func once(_ owner: Owner) async throws {
        let token = try await asking(owner)
        let first = try await token(demand())
        let before = desk.provider.tokenRequests.count
        let second = try await token(demand(first))
        #expect(second != first)
        for _ in 0..<50 { #expect(try await token(demand(second)) == second) }
        #expect(desk.provider.tokenRequests.count == before + 1)
        // What another one reports is news.
        let third = try await token(demand(second, by: Self.other))
        #expect(third != second)
        #expect(desk.provider.tokenRequests.count == before + 2)
        desk.clock.advance(seconds: 60)
        #expect(try await token(demand(third)) != third)
    }

    @Test(
        "is replaced once for all who report it at the same time, of one mailbox or of several",
        arguments: Owner.allCases)
    func together(_ owner: Owner) async throws {
        let token = try await asking(owner)
        let first = try await token(demand())
        let before = desk.provider.tokenRequests.count
        let demands = (0..<100).map { demand(first, by: $0.isMultiple(of: 2) ? Self.one : Self.other) }
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for demand in demands { group.addTask { try await token(demand) } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(tokens.count == 1 && !tokens.contains(first))
        #expect(desk.provider.tokenRequests.count == before + 1)
    }

    @Test("stays for the others when the provider has no better one, or none at all", arguments: Owner.allCases)
    func others(_ owner: Owner) async throws {
        desk.provider.behave { $0.answer["access_token"] = .string("same-again") }
        let token = try await asking(owner)
        let first = try await token(demand())
        let before = desk.provider.tokenRequests.count
        for _ in 0..<10 { #expect(try await token(demand(first)) == first) }
        #expect(desk.provider.tokenRequests.count == before + 1)
        #expect(try await token(demand(by: Self.other)) == first)
        desk.provider.behave {
            $0.intercept = { _ in .text("<html>", status: 503, headers: [HTTPField("Retry-After", "7")]) }
        }
        guard case .providerUnavailable = await failure(of: { _ = try await token(demand(first, by: Self.other)) })
        else {
            Issue.record("a token that was refused")
            return
        }
        #expect(try await token(demand()) == first)
        #expect(desk.provider.tokenRequests.count == before + 2)
    }
}

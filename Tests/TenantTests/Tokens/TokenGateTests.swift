import Domain
import Tenant
import Testing

@Suite("The gate of access tokens")
struct TokenGateTests {
    private let sandbox = Seeder.sandbox(SeedPlan(messages: 1))

    private func keep(_ token: String, _ principal: Principal, lasting seconds: Int64 = 3_600) {
        sandbox.tokens.keep(
            token,
            AccessGrant(
                audience: .graph, permissions: [], principal: principal, client: SeedApps.graph,
                tenant: SeedPeople.contoso, expiresAt: sandbox.clock.now.advanced(by: .seconds(seconds))))
    }

    @Test("opens to a person until the account is disabled, and again when it is not")
    func disabled() throws {
        keep("token", .person(SeedPeople.bruno))
        let gate = TokenGate(sandbox)
        #expect(try gate.grant(for: "token", at: .graph).principal == .person(SeedPeople.bruno))
        sandbox.directory.change(person: SeedPeople.bruno) { $0.isDisabled = true }
        #expect(throws: TokenProblem.disabled) { try gate.grant(for: "token", at: .graph) }
        sandbox.directory.change(person: SeedPeople.bruno) { $0.isDisabled = false }
        #expect(throws: Never.self) { try gate.grant(for: "token", at: .graph) }
    }

    @Test("opens to an app that acts for itself, and to nobody who is not in the directory")
    func others() {
        keep("app's", .application(client: SeedApps.service, tenant: SeedPeople.contoso))
        keep("nobody's", .person(.random()))
        #expect(throws: Never.self) { try TokenGate(sandbox).grant(for: "app's", at: .graph) }
        #expect(throws: TokenProblem.disabled) { try TokenGate(sandbox).grant(for: "nobody's", at: .graph) }
    }

    @Test("judges the token before its holder")
    func order() {
        keep("old", .person(SeedPeople.off), lasting: -1)
        #expect(throws: TokenProblem.expired) { try TokenGate(sandbox).grant(for: "old", at: .graph) }
        #expect(throws: TokenProblem.malformed) { try TokenGate(sandbox).grant(for: "none", at: .graph) }
    }
}

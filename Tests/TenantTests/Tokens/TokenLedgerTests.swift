import Domain
import Tenant
import Testing

@Suite("The ledger of access tokens")
struct TokenLedgerTests {
    private let clock = SandboxClock()
    private let ledger: TokenLedger

    init() {
        ledger = TokenLedger(clock: clock)
        keep("adele's", for: .adele)
        keep("bruno's", for: .bruno)
    }

    @Test("answers what a token allows at the door it is for")
    func good() throws {
        #expect(try ledger.grant(for: "adele's", at: .outlook).principal == .person(.adele))
    }

    @Test("does not know a token that was never issued")
    func malformed() {
        #expect(throws: TokenProblem.malformed) { try ledger.grant(for: "adele's ", at: .outlook) }
    }

    @Test("refuses a token at the other door")
    func wrongAudience() {
        #expect(throws: TokenProblem.wrongAudience) { try ledger.grant(for: "adele's", at: .graph) }
    }

    @Test("forgets the oldest tokens when there are too many, however long they were to live")
    func bounded() {
        for number in 0..<100_001 { keep("t\(number)", for: .adele) }
        #expect(throws: TokenProblem.malformed) { try ledger.grant(for: "adele's", at: .outlook) }
        #expect(throws: Never.self) { try ledger.grant(for: "t100000", at: .outlook) }
    }

    @Test("lets a token expire when its time has come, and not before")
    func expiry() {
        clock.advance(bySeconds: 3_500)
        #expect(throws: Never.self) { try ledger.grant(for: "adele's", at: .outlook) }
        clock.advance(bySeconds: 200)
        #expect(throws: TokenProblem.expired) { try ledger.grant(for: "adele's", at: .outlook) }
    }

    @Test("revokes one person's tokens and leaves another's")
    func revocation() {
        ledger.revokeAll(of: .adele)
        #expect(throws: TokenProblem.revoked) { try ledger.grant(for: "adele's", at: .outlook) }
        #expect(throws: Never.self) { try ledger.grant(for: "bruno's", at: .outlook) }
    }

    @Test("lets one person's tokens expire at once, or everybody's")
    func forcedExpiry() {
        ledger.expireAll(of: .adele)
        #expect(throws: TokenProblem.expired) { try ledger.grant(for: "adele's", at: .outlook) }
        #expect(throws: Never.self) { try ledger.grant(for: "bruno's", at: .outlook) }
        ledger.expireAll(of: nil)
        #expect(throws: TokenProblem.expired) { try ledger.grant(for: "bruno's", at: .outlook) }
        keep("later", for: .adele)
        #expect(throws: Never.self) { try ledger.grant(for: "later", at: .outlook) }
    }

    private func keep(_ token: String, for person: GUID) {
        ledger.keep(
            token,
            AccessGrant(
                audience: .outlook, permissions: ["IMAP.AccessAsUser.All"], principal: .person(person), client: .client,
                tenant: .contoso, expiresAt: clock.now.advanced(by: .seconds(3_600))))
    }
}

import Broker
import BrokerService
import Domain
import Foundation
import TestSupport
import Testing

@Suite("The broker")
struct LocalBrokerTests {
    static let mail = TokenDemand(resource: .mail)

    @Test("keeps apps, grants and passwords over a restart")
    func restart() async throws {
        let house = try Household()
        let first = try await house.broker()
        let signedIn = try await house.signIn(at: first)
        let other = AccountID(unchecked: "acc_password")
        try await first.keepPassword(
            KeptPassword(imap: Credential("pass word ü"), smtp: Credential("other")), for: other)
        let second = try await house.broker()
        #expect(try await second.apps().map(\.id) == [signedIn.app])
        #expect(try await second.app(signedIn.app).clientAuthentication == .clientSecret)
        #expect(try await second.grantStatus(of: signedIn.account)?.identity == signedIn.identity)
        #expect(try await second.accessToken(for: signedIn.account, Self.mail).resource == .mail)
        #expect(house.provider.tokenRequests.last?["client_secret"] == Household.clientSecret)
        #expect(try await second.password(for: other, on: .imap, at: nil) == Credential("pass word ü"))
        #expect(try await second.password(for: other, on: .smtp, at: nil) == Credential("other"))
        #expect(Set(try await second.holdings().map(\.account)) == [signedIn.account, other])
        guard case .grant(let held) = try await second.holdings().first else {
            Issue.record("no grant is held")
            return
        }
        #expect(held.servers == signedIn.servers)
        #expect(held.identity == signedIn.identity)
    }

    @Test("shows a password to the servers that it was given for, and keeps the one before until one of them counts")
    func servers() async throws {
        let broker = try await Household().broker()
        let account = AccountID(unchecked: "acc_password")
        let (old, new) = (Self.server("old.example"), Self.server("new.example"))
        try await broker.keepPassword(
            KeptPassword(imap: Credential("one"), servers: MailServers(imap: old)), for: account)
        try await broker.changePassword(
            to: KeptPassword(imap: Credential("two"), servers: MailServers(imap: new)), of: account)
        #expect(try await broker.password(for: account, on: .imap, at: old) == Credential("one"))
        #expect(try await broker.password(for: account, on: .imap, at: new) == Credential("two"))
        try await broker.settlePassword(of: account, isTaken: true)
        #expect(try await broker.password(for: account, on: .imap, at: new) == Credential("two"))
        for (service, server) in [(MailService.imap, old), (.smtp, new)] {
            let refused = await failure { _ = try await broker.password(for: account, on: service, at: server) }
            guard case .conflict = refused else {
                Issue.record("\(String(describing: refused))")
                return
            }
        }
    }

    private static func server(_ host: String) -> ServerAddress {
        ServerAddress(host: host, port: 993, security: .tls)
    }

    @Test("writes no secret in clear")
    func canary() async throws {
        let house = try Household()
        let broker = try await house.broker()
        let signedIn = try await house.signIn(at: broker)
        try await broker.keepPassword(
            KeptPassword(imap: Credential("password-CANARY")), for: AccountID(unchecked: "acc_p"))
        house.clock.advance(seconds: 3_500)
        let token = try await broker.accessToken(for: signedIn.account, Self.mail)
        let pending = try await house.begin(try await broker.apps()[0], at: broker)
        let disk = try house.bytesOnDisk()
        #expect(disk.range(of: Data(signedIn.account.rawValue.utf8)) != nil, "the test looks at the right files")
        let access = token.credential.withExposed { $0 }
        for secret in ["CANARY", access, pending.state, "ann@contoso.example", "client_secret", "http://localhost"] {
            #expect(disk.range(of: Data(secret.utf8)) == nil, "\(secret) is on the disk")
        }
    }

    @Test("gives the same data key for ever, and another for each purpose")
    func dataKeys() async throws {
        let house = try Household()
        let first = try await house.broker()
        let cursor = try await first.dataKey(for: .cursor)
        #expect(cursor.withBytes { $0.count } == 32)
        let second = try await house.broker()
        #expect(try await second.dataKey(for: .cursor) == cursor)
        #expect(try await second.dataKey(for: .blob) != cursor)
    }

    @Test("forgets all of an account, and does not mind to be asked twice")
    func forget() async throws {
        let house = try Household()
        let broker = try await house.broker()
        let signedIn = try await house.signIn(at: broker)
        try await broker.keepPassword(KeptPassword(imap: Credential("p")), for: signedIn.account)
        #expect(await failure { try await broker.deleteApp(signedIn.app) } == .conflict("one account depends on it"))
        for _ in 0..<2 { try await broker.forget(signedIn.account) }
        #expect(try await broker.holdings().isEmpty)
        #expect(
            await failure { _ = try await broker.password(for: signedIn.account, on: .imap, at: nil) }
                == .notFound(what: "password"))
        try await broker.deleteApp(signedIn.app)
        #expect(try await broker.apps().isEmpty)
    }

    @Test(
        "takes no password that a protocol could not carry",
        arguments: ["", "a\0b", "a\r\nb", "a\u{1}b", String(repeating: "x", count: 1_025)])
    func badPassword(_ text: String) async throws {
        let broker = try await Household().broker()
        let error = await failure {
            try await broker.keepPassword(KeptPassword(imap: Credential(text)), for: AccountID(unchecked: "acc_p"))
        }
        guard case .invalid("password.imap", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("loses one record to damage, and works on with the others")
    func damage() async throws {
        let house = try Household()
        let broker = try await house.broker()
        let signedIn = try await house.signIn(at: broker)
        _ = try await broker.registerApp(Household.registration)
        try house.damage(type: "grant")
        let after = try await house.broker()
        guard
            case .vaultCorrupt = await failure(of: { _ = try await after.accessToken(for: signedIn.account, Self.mail) }
            )
        else {
            Issue.record("the damage was not seen")
            return
        }
        #expect(try await after.apps().count == 2)
        #expect(try await after.holdings().isEmpty)
        #expect(await after.vaultStatus().state == .open)
        #expect(try await house.signIn(at: after).isNew)
    }
}

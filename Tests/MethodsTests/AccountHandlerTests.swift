import API
import Broker
import Domain
import JSON
import JSONRPC
import Mail
import Methods
import TestSupport
import Testing

@Suite("Changing and deleting accounts")
struct AccountHandlerTests {
    let house = House()

    private func update(
        _ account: AccountID, _ change: API.AccountChange, verify: Bool? = nil, as scope: Scope = .all
    ) async throws(RPCError) -> AccountInfo {
        try await UpdateAccountHandler(
            accounts: house.accounts, directory: house.directory, reporter: house.reporter, limit: house.limit
        ).handle(
            .init(account: account, change: change, verify: verify), House.call("updateAccount", accounts: scope)
        ).account
    }

    private func delete(
        _ account: AccountID, withBorrowers: Bool? = nil, as scope: Scope = .all
    ) async throws(RPCError) {
        _ = try await DeleteAccountHandler(accounts: house.accounts, directory: house.directory)
            .handle(
                .init(account: account, withBorrowers: withBorrowers), House.call("deleteAccount", accounts: scope))
    }

    private func refusal(_ body: () async throws(RPCError) -> Void) async -> RPCError? {
        do throws(RPCError) {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test("updateAccount tells the account as it is then")
    func updating() async throws {
        let info = try await update(
            House.borrowed,
            API.AccountChange(
                name: "Support", address: EmailAddress("help@example.com"), username: "support@tenant.example"))
        #expect(info.name == "Support")
        #expect(info.address == "help@example.com")
        #expect(info.username == "support@tenant.example")
        #expect(await house.mailbox.calls == ["verify", "close"])
        #expect(await house.store.rows[House.borrowed]?.address == "help@example.com")
    }

    @Test("updateAccount takes no password for submission alone")
    func passwords() async throws {
        let error = await refusal { () throws(RPCError) in
            _ = try await update(House.lender, API.AccountChange(smtpPassword: Credential("secret")))
        }
        #expect(error?.kind == "invalidParams")
        #expect(error?.details["field"] == .string("smtpPassword"))
    }

    struct Narrow: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var account = House.borrowed
        let change: API.AccountChange
        var verify: Bool?
        let kind: String?
    }

    @Test(
        "updateAccount gives a caller who sees some accounts only no more than that",
        arguments: [
            Narrow(testDescription: "not his", account: House.lender, change: .init(name: "x"), kind: "notFound"),
            Narrow(testDescription: "a name", change: .init(name: "x"), kind: nil),
            Narrow(
                testDescription: "another's address", change: .init(address: EmailAddress("ann@example.com")),
                kind: "forbidden"),
            Narrow(
                testDescription: "his own address", change: .init(address: EmailAddress("SALES@example.com")), kind: nil
            ),
            Narrow(
                testDescription: "another's mailbox", change: .init(username: "ann@example.com"), kind: "forbidden"),
            Narrow(
                testDescription: "another's name at submission", change: .init(smtpUsername: "ann@example.com"),
                kind: "forbidden"),
            Narrow(
                testDescription: "another's mailbox by Graph", change: .init(userPrincipalName: "ann@example.com"),
                kind: "forbidden"),
            Narrow(testDescription: "his own mailbox", change: .init(username: "sales@example.com"), kind: nil),
            Narrow(
                testDescription: "his own mailbox, untried", change: .init(username: "sales@example.com"),
                verify: false, kind: "forbidden"),
        ])
    func narrowed(_ narrow: Narrow) async throws {
        let before = await house.store.rows
        let error = await refusal { () throws(RPCError) in
            _ = try await update(narrow.account, narrow.change, verify: narrow.verify, as: NarrowedCallerTests.hers)
        }
        #expect(error?.kind == narrow.kind)
        if narrow.kind != nil { #expect(await house.store.rows == before) }
    }

    @Test("deleteAccount names who borrows, to callers who see them, and deletes them where that is wanted")
    func lending() async throws {
        let conflict = await refusal { () throws(RPCError) in try await delete(House.lender) }
        #expect(conflict?.kind == "conflict")
        #expect(conflict?.details["accounts"] == [.string(House.borrowed.rawValue)])
        #expect(conflict?.hint?.contains("withBorrowers") == true)
        #expect(await house.store.rows.count == 3)
        try await delete(House.lender, withBorrowers: true)
        #expect(await house.store.rows.keys.map(\.self) == [House.opened])
    }

    @Test("deleteAccount deletes nobody else's account, and does not name it")
    func othersLending() async throws {
        let scope = Scope.only([House.lender.rawValue])
        for withBorrowers in [nil, true] {
            let conflict = await refusal { () throws(RPCError) in
                try await delete(House.lender, withBorrowers: withBorrowers, as: scope)
            }
            #expect(conflict?.kind == "conflict")
            #expect(conflict?.details["accounts"] == [])
            #expect(conflict?.hint?.contains("sees all accounts") == true)
        }
        #expect(await house.store.rows.count == 3)
    }

    @Test("a way out that the sign-in does not open names the permission and what to do")
    func sending() {
        let error = RPCError(MailError.notGranted(scopes: ["Mail.Send"], hint: "add Mail.Send"))
        #expect(error.kind == "consentRequired")
        #expect(error.hint == "add Mail.Send")
        #expect(error.details["scopes"] == ["Mail.Send"])
        #expect(!error.retryable)
    }
}

import Broker
import Domain
import Mail
import TestSupport
import Testing

@testable import Daemon

@Suite("The credential of a mailbox without a sign-in of its own")
struct AccountCredentialsTests {
    static let lender = AccountID(unchecked: "acc_lender")
    static let app = AppID(unchecked: "app_one")

    @Test(
        "is its lender's, or its app's; where there is no other than the refused one, the mailbox is what it lacks",
        arguments: [
            (Account.Authentication.borrowed(from: lender), "token of acc_lender"),
            (.application(app), "token of app_one"),
        ])
    func shared(_ authentication: Account.Authentication, _ token: String) async throws {
        let account = Account(
            id: AccountID(unchecked: "acc_one"), address: "support@example.com", username: "support@example.com",
            authentication: authentication, createdAt: Timestamp(secondsSince1970: 0))
        let credentials = AccountCredentials(broker: ScriptedBroker(), account: account)
        let given = try await credentials.credential(for: account.id, CredentialDemand(.imap))
        #expect(given == .bearer(Secret(token)))
        await #expect(throws: MailError.accessDenied(by: .imap, openedBy: authentication)) {
            try await credentials.credential(for: account.id, CredentialDemand(.imap, rejecting: given))
        }
    }

    @Test("is asked for behind what somebody waits for, when the daemon tries an account by itself")
    func background() async throws {
        let account = Account(
            id: Self.lender, address: "ann@example.com", username: "ann@example.com",
            authentication: .grant(Self.app), createdAt: Timestamp(secondsSince1970: 0))
        let broker = ScriptedBroker()
        let credentials = AccountCredentials(broker: broker, account: account)
        _ = try await credentials.credential(for: account.id, CredentialDemand(.imap))
        #expect(broker.lastDemand == TokenDemand(resource: .mail, purpose: .read))
        _ = try await OwnAttempt.$isUnderWay.withValue(true) {
            try await credentials.credential(for: account.id, CredentialDemand(.smtp))
        }
        #expect(broker.lastDemand == TokenDemand(resource: .mail, purpose: .send, isBackground: true))
    }
}

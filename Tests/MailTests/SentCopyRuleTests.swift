import Domain
import Testing

@testable import Mail

@Suite("The copy of what was sent by SMTP at Exchange")
struct SentCopyRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let authentication: Account.Authentication
        var username = "support@example.com"
        var smtpUsername: String?
        let isFiledByServer: Bool
    }
    static let lender = AccountID(unchecked: "acc_lender")

    @Test(
        "lies with whom SASL names there, and is Postern's to file for anybody else",
        arguments: [
            Case(
                testDescription: "a delegate sends for a shared mailbox", authentication: .borrowed(from: lender),
                smtpUsername: "ann@example.com", isFiledByServer: false),
            Case(
                testDescription: "a delegate sends as the shared mailbox itself",
                authentication: .borrowed(from: lender), smtpUsername: "SUPPORT@example.com", isFiledByServer: true),
            Case(
                testDescription: "an app sends as the mailbox", authentication: .application(AppID(unchecked: "app_1")),
                isFiledByServer: true),
            Case(
                testDescription: "the signer sends as himself", authentication: .grant(AppID(unchecked: "app_1")),
                username: "ann@example.com", isFiledByServer: true),
            Case(
                testDescription: "the signer has two names, one at each server",
                authentication: .grant(AppID(unchecked: "app_1")), username: "ann@example.com",
                smtpUsername: "a1234@tenant.example", isFiledByServer: true),
            Case(
                testDescription: "the signer reads another's mailbox and sends as himself",
                authentication: .grant(AppID(unchecked: "app_1")), smtpUsername: "ann@example.com",
                isFiledByServer: false),
        ])
    func copies(_ c: Case) {
        var account = Account(
            id: AccountID(unchecked: "acc_1"), address: c.username, username: c.username,
            authentication: c.authentication,
            smtp: ServerAddress(host: "smtp.office365.com", port: 587, security: .startTLS),
            smtpUsername: c.smtpUsername, createdAt: Timestamp(secondsSince1970: 0))
        if case .borrowed = c.authentication {
            account.smtp = ServerAddress(host: "localhost", port: 587, security: .startTLS)
        }
        if case .grant = c.authentication {
            account.identity = Identity(
                tenant: "t", subject: "s", username: "a1234@tenant.example", email: "Ann@example.com")
        }
        #expect(account.serverFilesSentCopy(by: .smtp) == c.isFiledByServer)
        #expect(account.wantsSentCopy(by: .smtp) == !c.isFiledByServer)
        #expect(account.serverFilesSentCopy(by: .graph))
    }
}

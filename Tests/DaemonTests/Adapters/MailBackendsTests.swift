import Broker
import Domain
import Logging
import Mail
import TestSupport
import Testing
import Transport

@testable import Daemon

@Suite("The ways into and out of an account")
struct MailBackendsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var authentication = Account.Authentication.grant(AppID(unchecked: "app_one"))
        var tenant = "99999999-8888-7777-6666-555555555555"
        var hasIMAP = false
        var hasSMTP = false
        var hasGraph = false
        var sendsByGraph: Bool?
        let reading: MailServiceKind?
        let sending: [MailServiceKind]
        /// What sending lacks where there is no way out.
        var missing: String?
        var testDescription: String { name }

        var account: Account {
            Account(
                id: AccountID(unchecked: "acc_one"), address: "ann@example.com", username: "ann@example.com",
                authentication: authentication,
                identity: authentication == .password ? nil : Identity(tenant: tenant, subject: "s"),
                imap: hasIMAP ? ServerAddress(host: "imap.example", port: 993, security: .tls) : nil,
                smtp: hasSMTP ? ServerAddress(host: "smtp.example", port: 587, security: .startTLS) : nil,
                graph: hasGraph ? GraphPlace(root: "https://graph.example") : nil, sendsByGraph: sendsByGraph,
                createdAt: Timestamp(secondsSince1970: 0))
        }
    }
    static let personal = "9188040d-6c67-4c5b-b112-36a304b66dad"

    @Test(
        "are chosen by what it has, and by what it may",
        arguments: [
            Case(
                name: "a password", authentication: .password, hasIMAP: true, hasSMTP: true, reading: .imap,
                sending: [.smtp]),
            Case(
                name: "a password that only reads", authentication: .password, hasIMAP: true, reading: .imap,
                sending: []),
            Case(name: "base scope imap", hasIMAP: true, hasSMTP: true, reading: .imap, sending: [.smtp]),
            Case(
                name: "base scope imap without SMTP.Send", hasIMAP: true, reading: .imap, sending: [],
                missing: "SMTP.Send"),
            Case(name: "base scope graph", hasGraph: true, sendsByGraph: true, reading: .graph, sending: [.graph]),
            Case(
                name: "base scope graph without Mail.Send", hasGraph: true, sendsByGraph: false, reading: .graph,
                sending: [], missing: "Mail.Send"),
            Case(
                name: "both", hasIMAP: true, hasSMTP: true, hasGraph: true, reading: .imap, sending: [.graph, .smtp]),
            Case(
                name: "both without Mail.Send", hasIMAP: true, hasSMTP: true, hasGraph: true, sendsByGraph: false,
                reading: .imap, sending: [.smtp]),
            Case(
                name: "a personal account with both", tenant: personal, hasIMAP: true, hasSMTP: true, hasGraph: true,
                reading: .imap, sending: [.graph]),
            Case(
                name: "a personal account with imap alone", tenant: personal, hasIMAP: true, hasSMTP: true,
                reading: .imap, sending: [], missing: "Mail.Send"),
            Case(
                name: "an app without a user", authentication: .application(AppID(unchecked: "app_one")), hasIMAP: true,
                hasSMTP: true, hasGraph: true, reading: .imap, sending: [.graph, .smtp]),
        ])
    func routing(_ c: Case) {
        let backends = MailBackends(
            connector: ScriptedConnector(failing: .connectFailed("nobody is contacted")),
            http: ScriptedHTTPClient { _ throws(TransportError) in throw .connectFailed("nobody is contacted") },
            log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let clients = backends.clients(for: c.account, using: FixedCredentials())
        #expect(clients.mailbox?.service == c.reading)
        #expect(clients.submissions.map(\.service) == c.sending)
        if let missing = c.missing {
            #expect(clients.whyNothingIsSent == .credential(.consentRequired(scopes: [missing], nil)))
        } else if c.sending.isEmpty {
            guard case .unsupported = clients.whyNothingIsSent else {
                Issue.record("\(clients.whyNothingIsSent)")
                return
            }
        }
    }
}

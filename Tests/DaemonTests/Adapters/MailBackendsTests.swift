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
        var graphScopes: [String]?
        var missingScopes: [String]?
        /// Whether Graph sends at once, without a draft.
        var isDirect = false
        let reading: MailServiceKind?
        /// What reading lacks where there is no way in.
        var unread: String?
        let sending: [MailServiceKind]
        /// What sending lacks where there is no way out.
        var missing: String?
        /// A word of what to do about that.
        var hint = "extraScopes"
        var testDescription: String { name }

        var account: Account {
            Account(
                id: AccountID(unchecked: "acc_one"), address: "ann@example.com", username: "ann@example.com",
                authentication: authentication,
                identity: authentication == .password ? nil : Identity(tenant: tenant, subject: "s"),
                imap: hasIMAP ? ServerAddress(host: "imap.example", port: 993, security: .tls) : nil,
                smtp: hasSMTP ? ServerAddress(host: "smtp.example", port: 587, security: .startTLS) : nil,
                graph: hasGraph ? GraphPlace(root: "https://graph.example") : nil, sendsByGraph: sendsByGraph,
                graphScopes: graphScopes, missingScopes: missingScopes, createdAt: Timestamp(secondsSince1970: 0))
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
            Case(
                name: "base scope imap and Mail.Send", tenant: personal, hasIMAP: true, hasSMTP: true, hasGraph: true,
                sendsByGraph: true, graphScopes: ["mail.send"], isDirect: true, reading: .imap, sending: [.graph]),
            Case(
                name: "base scope graph without Mail.ReadWrite", hasGraph: true, sendsByGraph: true,
                graphScopes: ["user.read", "mail.read", "mail.send"], isDirect: true, reading: .graph,
                sending: [.graph]),
            Case(
                name: "Mail.ReadWrite was not agreed to", hasGraph: true, sendsByGraph: true,
                graphScopes: ["mail.readwrite", "mail.read", "mail.send"],
                missingScopes: ["https://graph.example/Mail.ReadWrite"], isDirect: true, reading: .graph,
                sending: [.graph]),
            Case(
                name: "nothing was agreed to that reads", hasGraph: true, sendsByGraph: true,
                graphScopes: ["mail.readwrite", "mail.send"], missingScopes: ["Mail.ReadWrite"], isDirect: true,
                reading: nil, unread: "Mail.ReadWrite", sending: [.graph]),
            Case(
                name: "SMTP.Send was not agreed to", hasIMAP: true, hasSMTP: true,
                missingScopes: ["https://outlook.example/SMTP.Send"], reading: .imap, sending: [], missing: "SMTP.Send",
                hint: "agree"),
            Case(
                name: "Mail.Send was not agreed to, SMTP.Send was", hasIMAP: true, hasSMTP: true, hasGraph: true,
                sendsByGraph: true, missingScopes: ["Mail.Send"], reading: .imap, sending: [.smtp]),
            Case(
                name: "IMAP was not agreed to, Graph was", hasIMAP: true, hasSMTP: true, hasGraph: true,
                missingScopes: ["IMAP.AccessAsUser.All"], reading: .graph, sending: [.graph, .smtp]),
            Case(
                name: "IMAP was not agreed to, and Graph only sends", hasIMAP: true, hasSMTP: true, hasGraph: true,
                graphScopes: ["mail.send"], missingScopes: ["IMAP.AccessAsUser.All"], isDirect: true, reading: .imap,
                sending: [.graph, .smtp]),
            Case(
                name: "a shared mailbox", authentication: .borrowed(from: AccountID(unchecked: "acc_two")),
                hasGraph: true, sendsByGraph: true, graphScopes: ["mail.readwrite", "mail.send"], reading: .graph,
                sending: [.graph]),
            Case(
                name: "a shared mailbox, and Mail.Send.Shared was not agreed to",
                authentication: .borrowed(from: AccountID(unchecked: "acc_two")), hasGraph: true, sendsByGraph: true,
                missingScopes: ["https://graph.example/mail.send.shared"], reading: .graph, sending: [],
                missing: "Mail.Send.Shared", hint: "agree"),
        ])
    func routing(_ c: Case) {
        let backends = MailBackends(
            connector: ScriptedConnector(failing: .connectFailed("nobody is contacted")),
            http: ScriptedHTTPClient { _ throws(TransportError) in throw .connectFailed("nobody is contacted") },
            log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let clients = backends.clients(for: c.account, using: FixedCredentials())
        #expect(clients.mailbox?.service == c.reading)
        #expect(clients.submissions.map(\.service) == c.sending)
        if let unread = c.unread {
            guard case .notGranted([unread], let hint) = clients.whyNothingIsRead else {
                Issue.record("\(clients.whyNothingIsRead)")
                return
            }
            #expect(hint.contains(unread))
        }
        // Only a draft can be given attachments one by one.
        let graph = clients.submissions.first { $0.service == .graph }
        #expect((graph?.form.maximumSeparateBytes == nil) == (graph == nil || c.isDirect))
        if let missing = c.missing {
            guard case .notGranted([missing], let hint) = clients.whyNothingIsSent else {
                Issue.record("\(clients.whyNothingIsSent)")
                return
            }
            #expect(hint.contains(missing))
            #expect(hint.contains(c.hint))
        } else if c.sending.isEmpty {
            guard case .unsupported = clients.whyNothingIsSent else {
                Issue.record("\(clients.whyNothingIsSent)")
                return
            }
        }
    }
}

import Domain
import Mail
import TestSupport
import Testing

@testable import IMAP

@Suite("Signing in over IMAP")
struct SignInTests {
    private static let end: [ScriptStep] = [
        .expect("{tag} LIST \"\" \"INBOX\""), .line("{tag} OK done"), .expect("{tag} LOGOUT"),
    ]

    /// Verifies an account against these connections; returns what went wrong, on either side.
    private func verify(
        _ scripts: [ScriptStep]..., credentials: FixedCredentials = FixedCredentials(Dialogue.token),
        account: Account = Dialogue.account
    ) async -> (error: MailError?, problems: [String]) {
        let connector = ScriptedConnector(scripts.map { ScriptedStream($0) })
        let mailbox = Dialogue.mailbox(connector, credentials: credentials, account: account)
        let error = await failure { () throws(MailError) in try await mailbox.verify(until: Dialogue.soon) }
        return (error, await connector.problems + (await connector.remaining == 0 ? [] : ["a connection was not used"]))
    }

    @Test("sends XOAUTH2 with the command where SASL-IR is offered")
    func initialResponse() async {
        let result = await verify(
            Dialogue.capability("IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=OAUTHBEARER AUTH=XOAUTH2") + [
                .expect("{tag} AUTHENTICATE XOAUTH2 \(Dialogue.xoauth2)"),
                .line("{tag} OK [CAPABILITY IMAP4rev1] welcome"),
            ] + Self.end)
        #expect(result.error == nil && result.problems.isEmpty, "\(result)")
    }

    @Test("waits for the server's word where SASL-IR is not offered, and asks for capabilities that were not told")
    func continuation() async {
        let result = await verify(
            Dialogue.capability("IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED NAMESPACE") + [
                .expect("{tag} AUTHENTICATE XOAUTH2"), .line("+ "), .expect(Dialogue.xoauth2), .line("a2 OK welcome"),
                .expect("{tag} CAPABILITY"), .expect("{tag} NAMESPACE"), .line("* CAPABILITY IMAP4rev1 IDLE"),
                .line("{tag-1} OK"), .line("* NAMESPACE ((\"\" \"/\")) NIL NIL"), .line("{tag} OK"),
            ] + Self.end)
        #expect(result.error == nil && result.problems.isEmpty, "\(result)")
    }

    @Test("uses OAUTHBEARER where XOAUTH2 is missing, and answers its failure as RFC 7628 wants")
    func oauthBearer() async {
        let first = Base64(
            Array("n,a=ann@example.com,\u{1}host=imap.example.com\u{1}port=993\u{1}auth=Bearer token\u{1}\u{1}".utf8))
        let result = await verify(
            Dialogue.capability("IMAP4rev1 SASL-IR AUTH=OAUTHBEARER") + [
                .expect("{tag} AUTHENTICATE OAUTHBEARER \(first.text)"),
                .line("+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0="),
                .expect("AQ=="), .line("a2 NO [AUTHENTICATIONFAILED] bad"), .expect("{tag} LOGOUT"),
            ])
        #expect(result.error == .authenticationFailed(reply: "no more") && result.problems.isEmpty, "\(result)")
    }

    @Test("renews a refused token once, on a new connection, after Google's challenge as well")
    func renewal() async {
        let renewed = MailCredential.bearer(Secret("newer"))
        let credentials = FixedCredentials(Dialogue.token, renewed)
        let second = Base64(Array("user=ann@example.com\u{1}auth=Bearer newer\u{1}\u{1}".utf8)).text
        let result = await verify(
            Dialogue.capability("IMAP4rev1 SASL-IR AUTH=XOAUTH2") + [
                .expect("{tag} AUTHENTICATE XOAUTH2 \(Dialogue.xoauth2)"), .line("+ eyJzdGF0dXMiOiI0MDEifQ=="),
                .expect(""),
                .line("a2 NO SASL authentication failed"), .expect("{tag} LOGOUT"),
            ],
            Dialogue.capability("IMAP4rev1 SASL-IR AUTH=XOAUTH2") + [
                .expect("{tag} AUTHENTICATE XOAUTH2 \(second)"), .line("{tag} OK [CAPABILITY IMAP4rev1] welcome"),
            ] + Self.end, credentials: credentials)
        #expect(result.error == nil && result.problems.isEmpty, "\(result)")
        #expect(await credentials.rejected == [Dialogue.token])
    }

    @Test("gives up with the server's words when the renewed token is refused too")
    func refusedTwice() async {
        let refusal =
            Dialogue.capability("IMAP4rev1 SASL-IR AUTH=XOAUTH2") + [
                .expectPrefix("{tag} AUTHENTICATE XOAUTH2 "), .line("{tag} NO AUTHENTICATE failed."),
                .expect("{tag} LOGOUT"),
            ]
        let result = await verify(
            refusal, refusal, credentials: FixedCredentials(Dialogue.token, .bearer(Secret("newer"))))
        #expect(result.error == .authenticationFailed(reply: "NO AUTHENTICATE failed."), "\(result)")
        #expect(result.problems.isEmpty)
        // Where others' sign-in opens the mailbox, that one is well, and this mailbox is what it may not open.
        var borrowed = Dialogue.account
        borrowed.authentication = .borrowed(from: AccountID(unchecked: "acc_b"))
        let denied = await verify(
            refusal, refusal, credentials: FixedCredentials(Dialogue.token, .bearer(Secret("newer"))),
            account: borrowed)
        #expect(denied.error == .accessDenied(by: .imap, openedBy: borrowed.authentication), "\(denied)")
    }

    @Test(
        "takes Exchange's second thought for what passes, and for a missing right where others open the mailbox",
        arguments: [
            (Account.Authentication.password, false), (.grant(AppID(unchecked: "app_a")), false),
            (.borrowed(from: AccountID(unchecked: "acc_b")), true),
            (.application(AppID(unchecked: "app_a"), tenant: "t"), true),
        ] as [(Account.Authentication, Bool)])
    func notConnected(_ authentication: Account.Authentication, _ lacksRight: Bool) async {
        var account = Dialogue.account
        account.authentication = authentication
        let credentials = FixedCredentials(Dialogue.token, .bearer(Secret("newer")))
        let result = await verify(
            Dialogue.capability("IMAP4 IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED SASL-IR NAMESPACE LITERAL+") + [
                .expectPrefix("{tag} AUTHENTICATE XOAUTH2 "), .line("{tag} OK AUTHENTICATE completed."),
                .expect("{tag} CAPABILITY"), .expect("{tag} NAMESPACE"), .line("* CAPABILITY IMAP4 IMAP4rev1"),
                .line("{tag-1} OK CAPABILITY completed."),
                .line("{tag} BAD User is authenticated but not connected."), .line("* BYE Connection closed. 14"),
                .close,
            ], credentials: credentials, account: account)
        let denied = MailError.accessDenied(by: .imap, openedBy: authentication)
        #expect(result.error == (lacksRight ? denied : Dialogue.notConnected), "\(result)")
        #expect(await credentials.rejected.isEmpty)
    }

    @Test("shows a password only where the server lets it")
    func passwords() async {
        let credentials = FixedCredentials(Dialogue.password)
        let plain = Base64(Array("\0ann@example.com\0sesame".utf8)).text
        let sasl = await verify(
            Dialogue.capability("IMAP4rev1 SASL-IR AUTH=PLAIN") + [
                .expect("{tag} AUTHENTICATE PLAIN \(plain)"), .line("{tag} OK [CAPABILITY IMAP4rev1] hi"),
            ] + Self.end, credentials: credentials)
        #expect(sasl.error == nil && sasl.problems.isEmpty, "\(sasl)")
        let login = await verify(
            Dialogue.capability("IMAP4rev1") + [
                .expect("{tag} LOGIN \"ann@example.com\" \"sesame\""), .line("{tag} OK [CAPABILITY IMAP4rev1] hi"),
            ] + Self.end, credentials: credentials)
        #expect(login.error == nil && login.problems.isEmpty, "\(login)")
        let disabled = await verify(
            Dialogue.capability("IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2") + [.expect("{tag} LOGOUT")],
            credentials: credentials)
        #expect(
            disabled.error == .unsupported("the IMAP server takes no passwords (no AUTH=PLAIN, and LOGIN is disabled)"))
        #expect(disabled.problems.isEmpty)
    }

    @Test("never sends a password twice, and no token where none is taken")
    func once() async {
        let refused = await verify(
            Dialogue.capability("IMAP4rev1 SASL-IR AUTH=PLAIN") + [
                .expectPrefix("{tag} AUTHENTICATE PLAIN"), .line("{tag} NO [AUTHENTICATIONFAILED] wrong"),
                .expect("{tag} LOGOUT"),
            ], credentials: FixedCredentials(Dialogue.password))
        #expect(refused.error == .authenticationFailed(reply: "NO [AUTHENTICATIONFAILED] wrong"))
        let none = await verify(Dialogue.capability("IMAP4rev1 AUTH=PLAIN") + [.expect("{tag} LOGOUT")])
        #expect(
            none.error == .unsupported("the IMAP server takes no access tokens (neither XOAUTH2 nor OAUTHBEARER)"))
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var line: String
        var error: MailError
        var testDescription: String { line }
    }

    @Test(
        "tells whose fault a refusal is",
        arguments: [
            Refusal(
                line: "NO [UNAVAILABLE] Temporary authentication failure.",
                error: .unavailable("NO [UNAVAILABLE] Temporary authentication failure.")),
            Refusal(
                line: "BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds",
                error: .rateLimited(
                    "BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds", retryAfterMs: 92_415)),
            Refusal(
                line: "NO [ALERT] Too many simultaneous connections. (Failure)",
                error: .rateLimited("NO [ALERT] Too many simultaneous connections. (Failure)")),
            Refusal(
                line: "NO Basic authentication is disabled.",
                error: .authenticationFailed(reply: "NO Basic authentication is disabled.")),
        ])
    func blame(_ refusal: Refusal) async {
        let result = await verify(
            Dialogue.capability("IMAP4rev1 SASL-IR AUTH=PLAIN") + [
                .expectPrefix("{tag} AUTHENTICATE"), .line("{tag} \(refusal.line)"), .expect("{tag} LOGOUT"),
            ], credentials: FixedCredentials(Dialogue.password))
        #expect(result.error == refusal.error && result.problems.isEmpty, "\(result)")
    }

    @Test("lets a BYE in the middle, a server that is none, and a name that breaks out fail in their own way")
    func broken() async {
        let bye = await verify([.line("* BYE Server Unavailable. 15"), .close])
        #expect(bye.error == .unavailable("BYE Server Unavailable. 15"), "\(bye)")
        let other = await verify(
            Dialogue.capability("SMTP") + [.expect("{tag} LOGOUT")])
        #expect(other.error == .unsupported("the server does not speak IMAP4rev1"), "\(other)")
        let nonsense = await verify([.line("HTTP/1.1 400 Bad Request")])
        #expect(nonsense.error == .protocolViolation("a tagged answer that is none"), "\(nonsense)")
        var account = Dialogue.account
        account.username = "ann\u{1}auth=Bearer x"
        let connector = ScriptedConnector([])
        let mailbox = Dialogue.mailbox(ScriptedConnector([ScriptedStream([])]), account: account)
        let error = await failure { () throws(MailError) in try await mailbox.verify(until: Dialogue.soon) }
        #expect(error == .invalid(field: "username", reason: "it is empty or holds a control character"))
        #expect(await connector.opened.isEmpty)
    }
}

import Domain
import LineTesting
import Tenant
import Testing

@testable import MailDoors

@Suite("Signing in over IMAP", .timeLimit(.minutes(10)))
struct IMAPSignInTests {
    static let notConnected = "t BAD User is authenticated but not connected."

    @Test func theGreetingNamesTheServiceAndAServer() async throws {
        let client = IMAPClient(try IMAPStage().door)
        #expect(
            await client.peer.line() == "* OK The Microsoft Exchange IMAP4 service is ready. [UwBBAE4ARABCAE8AWAA=]")
    }

    @Test func capabilitiesAreExchangesBeforeAndAfter() async throws {
        let client = try await IMAPStage().client()
        #expect(
            await client.say("CAPABILITY") == [
                "* CAPABILITY IMAP4 IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE "
                    + "NAMESPACE LITERAL+", "t OK CAPABILITY completed.",
            ])
        let response = IMAPStage.response(user: "adele@contoso.example", token: "token-of-\(SeedPeople.adele)")
        #expect(await client.say("AUTHENTICATE XOAUTH2 \(response)") == ["t OK AUTHENTICATE completed."])
        #expect(
            await client.say("CAPABILITY").first
                == "* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT "
                + "CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE CHILDREN IDLE NAMESPACE LITERAL+"
        )
    }

    @Test func theResponseMayComeAfterAContinuation() async throws {
        let client = try await IMAPStage().client()
        client.peer.say("t AUTHENTICATE XOAUTH2")
        #expect(await client.peer.line() == "+ ")
        client.peer.say(IMAPStage.response(user: "ADELE@contoso.example", token: "token-of-\(SeedPeople.adele)"))
        #expect(await client.answer() == ["t OK AUTHENTICATE completed."])
        #expect(await client.say("NAMESPACE") == ["* NAMESPACE ((\"\" \"/\")) NIL NIL", "t OK NAMESPACE completed."])
    }

    @Test(arguments: [
        ("LOGIN adele@contoso.example secret", "t NO Basic authentication is disabled."),
        ("AUTHENTICATE PLAIN AGFkZWxlAHNlY3JldA==", "t NO Basic authentication is disabled."),
        ("AUTHENTICATE OAUTHBEARER bixhPXg=", "t NO AUTHENTICATE failed."),
        ("AUTHENTICATE XOAUTH2 bm9uc2Vuc2U=", "t NO AUTHENTICATE failed."),
        ("SELECT INBOX", "t BAD Command received in Invalid state."),
        ("NONSENSE", "t BAD Command Error. 12"),
    ])
    func whatOpensNothingIsRefused(command: String, reply: String) async throws {
        #expect(await (try IMAPStage().client()).say(command) == [reply])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var user = "adele@contoso.example"
        var principal = Principal.person(SeedPeople.adele)
        var audience = Audience.outlook
        var permissions: Set<String> = ["IMAP.AccessAsUser.All"]
        var sheet: @Sendable (Sandbox) -> Void = { _ in }
        /// What NAMESPACE is answered; nil: the sign-in itself is refused.
        var after: String?
    }

    @Test(arguments: [
        Case(testDescription: "a token for Graph", audience: .graph, after: nil),
        Case(
            testDescription: "the shared mailbox, by who has full access", user: "support@contoso.example",
            after: "t OK NAMESPACE completed."),
        Case(
            testDescription: "the shared mailbox, by who has not", user: "support@contoso.example",
            principal: .person(SeedPeople.bruno), after: notConnected),
        Case(testDescription: "somebody else's mailbox", user: "bruno@contoso.example", after: notConnected),
        Case(testDescription: "a mailbox that is none", user: "nobody@contoso.example", after: notConnected),
        Case(
            testDescription: "somebody whose account was disabled since",
            sheet: { _ = $0.directory.change(person: SeedPeople.adele) { $0.isDisabled = true } }, after: nil),
        Case(testDescription: "another permission", permissions: ["SMTP.Send"], after: notConnected),
        Case(
            testDescription: "a user without a licence", user: "nomail@contoso.example",
            principal: .person(SeedPeople.nomail), after: notConnected),
        Case(
            testDescription: "a mailbox with IMAP off",
            sheet: { _ = $0.directory.change(person: SeedPeople.adele) { $0.imapEnabled = false } },
            after: notConnected),
        Case(
            testDescription: "an app by itself without a grant", principal: application,
            permissions: ["IMAP.AccessAsApp"], after: notConnected),
        Case(
            testDescription: "an app by itself with a grant", principal: application, permissions: ["IMAP.AccessAsApp"],
            sheet: {
                $0.directory.grant(
                    MailboxGrant(mailbox: SeedPeople.adele, trustee: application, right: .fullAccess))
            }, after: "t OK NAMESPACE completed."),
        Case(
            testDescription: "an app by itself with a user's permission", principal: application,
            sheet: {
                $0.directory.grant(
                    MailboxGrant(mailbox: SeedPeople.adele, trustee: application, right: .fullAccess))
            }, after: notConnected),
    ])
    func aTokenOpensWhatItMay(_ c: Case) async throws {
        let stage = try IMAPStage()
        c.sheet(stage.sandbox)
        stage.grant(
            "presented", c.principal, tenant: SeedPeople.contoso, audience: c.audience, permissions: c.permissions)
        let client = await stage.client()
        let signIn = await client.say(
            "AUTHENTICATE XOAUTH2 \(IMAPStage.response(user: c.user, token: "presented"))")
        #expect(signIn == [c.after == nil ? "t NO AUTHENTICATE failed." : "t OK AUTHENTICATE completed."])
        if let after = c.after { #expect(await client.say("NAMESPACE").last == after) }
    }

    @Test(arguments: [(false, "t OK NOOP completed."), (true, notConnected)])
    func whoIsNotConnectedMaySayNOOPUnlessTheFactSaysOtherwise(needsMailbox: Bool, reply: String) async throws {
        let stage = try IMAPStage { $0.set(Facts.imapNoopNeedsMailbox, to: needsMailbox) }
        let client = await stage.client(of: SeedPeople.adele, user: "bruno@contoso.example")
        #expect(await client.say("NOOP") == [reply])
    }

    static let application = Principal.application(client: SeedApps.imap, tenant: SeedPeople.contoso)

    @Test func whoIsNotConnectedIsToldThriceAndThenLeft() async throws {
        let client = await (try IMAPStage()).client(of: SeedPeople.adele, user: "bruno@contoso.example")
        #expect(await client.say("CAPABILITY").last == "t OK CAPABILITY completed.")
        for command in ["NAMESPACE", "LIST \"\" *"] { #expect(await client.say(command) == [Self.notConnected]) }
        #expect(await client.say("SELECT INBOX") == [Self.notConnected])
        #expect(await client.peer.line() == "* BYE Connection closed. 14")
        #expect(await client.peer.line() == nil)
    }

    @Test func oneConnectionTooManyIsNotConnectedAndOneThatLeavesMakesRoom() async throws {
        let stage = try IMAPStage { $0.set(Facts.imapConnectionLimit, to: 2) }
        let first = await stage.adeleClient()
        let second = await stage.adeleClient()
        let third = await stage.adeleClient()
        #expect(await second.say("NAMESPACE").last == "t OK NAMESPACE completed.")
        #expect(await third.say("NAMESPACE") == [Self.notConnected])
        await first.leave()
        let fourth = await stage.adeleClient()
        #expect(await fourth.say("NAMESPACE").last == "t OK NAMESPACE completed.")
    }

    @Test func aFailureMayComeWithGooglesChallenge() async throws {
        let stage = try IMAPStage { $0.set(Facts.imapFailureChallenge, to: true) }
        let client = await stage.client()
        client.peer.say("t AUTHENTICATE XOAUTH2 \(IMAPStage.response(user: "adele@contoso.example", token: "x"))")
        let challenge = await client.peer.line() ?? ""
        #expect(challenge.hasPrefix("+ "))
        let json = Base64(String(challenge.dropFirst(2))).map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(json?.contains("\"status\":\"400\"") == true)
        client.peer.say("")
        #expect(await client.answer() == ["t NO AUTHENTICATE failed."])
    }

    @Test func anExpiredTokenIsRefusedAndAnOpenSessionOutlivesIt() async throws {
        let stage = try IMAPStage()
        let client = await stage.adeleClient()
        stage.sandbox.clock.advance(bySeconds: 7_200)
        #expect(await client.say("NOOP") == ["t OK NOOP completed."])
        let late = await stage.client()
        let response = IMAPStage.response(user: "adele@contoso.example", token: "token-of-\(SeedPeople.adele)")
        #expect(await late.say("AUTHENTICATE XOAUTH2 \(response)") == ["t NO AUTHENTICATE failed."])
    }

    @Test func recordsHoldHashesOfSecretsAndNeverThem() async throws {
        let stage = try IMAPStage()
        let client = await stage.client()
        let token = "token-of-\(SeedPeople.adele)"
        _ = await client.say("LOGIN adele hunter2")
        _ = await client.say("hunter2 hunter2")
        _ = await client.say("AUTHENTICATE XOAUTH2 \(IMAPStage.response(user: "adele@contoso.example", token: token))")
        _ = await client.say("NOOP")
        let records = stage.sandbox.recorder.records()
        let text = records.map { "\($0.target) \($0.headers) \($0.body)" }.joined()
        #expect(!text.contains("hunter2") && !text.contains(token))
        #expect(text.contains(Redaction.hash(token)))
        #expect(records.last?.occasion.mailbox == "adele@contoso.example")
        #expect(records.last?.occasion.client == SeedApps.imap)
        #expect(records.last?.headers["reply"] == "OK NOOP completed.")
    }

    @Test func idNamesTheServer() async throws {
        let client = try await IMAPStage().client()
        #expect(
            await client.say("ID (\"name\" \"x\" \"version\" NIL)") == [
                "* ID (\"name\" \"Microsoft.Exchange.Imap4.Imap4Server\" \"version\" \"15.20\")", "t OK ID completed.",
            ])
        #expect(await client.say("LOGOUT").last == "t OK LOGOUT completed.")
        #expect(await client.peer.line() == nil)
    }
}

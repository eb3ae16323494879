import Domain
import Tenant
import Testing

@Suite("AUTH at SMTP")
struct SMTPAuthenticationTests {
    static let host = SMTPGreetingTests.host
    static let success = "235 2.7.0 Authentication successful"
    static let failure = "535 5.7.3 Authentication unsuccessful [\(host)]"

    private static func disabled(_ what: String) -> String {
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the \(what). "
            + "Visit https://aka.ms/smtp_auth_disabled for more information. [\(host)]"
    }

    /// What the door says to a token of somebody for some mailbox.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var principal = Principal.person(SeedPeople.adele)
        var user = "adele@contoso.example"
        var audience = Audience.outlook
        var permissions: Set<String> = ["SMTP.Send"]
        var lasting: Int64 = 3_600
        var facts: @Sendable (inout FactSheet) -> Void = { _ in }
        var arrange: @Sendable (Sandbox) -> Void = { _ in }
        let reply: String

        init(_ name: String, _ reply: String, _ change: (inout Case) -> Void = { _ in }) {
            testDescription = name
            self.reply = reply
            change(&self)
        }
    }

    private static let app = Principal.application(client: SeedApps.service, tenant: SeedPeople.contoso)
    private static let otherApp = Principal.application(client: SeedApps.graph, tenant: SeedPeople.contoso)

    static let cases = [
        Case("an owner's token", success),
        Case("a name in other case", success) { $0.user = "ADELE@Contoso.Example" },
        Case("an alias", success) { $0.user = "adele.vance@contoso.example" },
        Case("a token for Graph", failure) { $0.audience = .graph },
        Case("a token that has expired", failure) { $0.lasting = -1 },
        Case("a revoked token", failure) { $0.arrange = { $0.tokens.revokeAll(of: SeedPeople.adele) } },
        Case("a token without SMTP.Send", failure) { $0.permissions = ["IMAP.AccessAsUser.All", "Mail.Send"] },
        Case("the same where permissions are not checked", success) { c in
            c.permissions = []
            c.facts = { $0.set(Facts.smtpScopeChecked, to: false) }
        },
        Case("nobody's mailbox", failure) { $0.user = "nobody@contoso.example" },
        Case("somebody else's mailbox", failure) { $0.user = "bruno@contoso.example" },
        Case("a mailbox that there is not", failure) { c in
            c.principal = .person(SeedPeople.nomail)
            c.user = "nomail@contoso.example"
        },
        Case(
            "a disabled account",
            "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [\(host)]"
        ) { c in
            c.principal = .person(SeedPeople.off)
            c.user = "off@contoso.example"
        },
        Case(
            "an account that was disabled since",
            "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [\(host)]"
        ) { $0.arrange = { $0.directory.change(person: SeedPeople.adele) { $0.isDisabled = true } } },
        Case("a mailbox of another tenant, in spite of SendAs", failure) { c in
            c.user = "mia@fabrikam.example"
            c.arrange = {
                $0.directory.grant(
                    MailboxGrant(mailbox: SeedPeople.mia, trustee: .person(SeedPeople.adele), right: .sendAs))
            }
        },
        Case("a shared mailbox with SendAs", success) { $0.user = "support@contoso.example" },
        Case("a shared mailbox with no more than SendOnBehalf", failure) { c in
            c.principal = .person(SeedPeople.bruno)
            c.user = "support@contoso.example"
        },
        Case("a shared mailbox where user= must be one's own", failure) { c in
            c.user = "support@contoso.example"
            c.facts = { $0.set(Facts.smtpSharedUser, to: false) }
        },
        Case("a shared mailbox whose SMTP AUTH does not follow the tenant", disabled("Mailbox")) { c in
            c.user = "support@contoso.example"
            c.facts = { $0.set(Facts.smtpSharedInherits, to: false) }
        },
        Case("SMTP AUTH off in the tenant", disabled("Tenant")) { $0.arrange = offInTenant },
        Case("SMTP AUTH off in the tenant and on for the mailbox", success) { c in
            c.arrange = { sandbox in
                offInTenant(sandbox)
                sandbox.directory.change(person: SeedPeople.adele) { $0.smtpAuth = .enabled }
            }
        },
        Case("the same where the tenant comes first", disabled("Tenant")) { c in
            c.facts = { $0.set(Facts.smtpMailboxBeatsTenant, to: false) }
            c.arrange = { sandbox in
                offInTenant(sandbox)
                sandbox.directory.change(person: SeedPeople.adele) { $0.smtpAuth = .enabled }
            }
        },
        Case("SMTP AUTH off for the mailbox", disabled("Mailbox")) { c in
            c.arrange = { $0.directory.change(person: SeedPeople.adele) { $0.smtpAuth = .disabled } }
        },
        Case("SMTP AUTH off, and a bad token", failure) { c in
            c.arrange = offInTenant
            c.lasting = -1
        },
        Case("a personal account", disabled("Mailbox")) { c in
            c.principal = .person(SeedPeople.pat)
            c.user = "pat@outlook.example"
            c.arrange = { $0.directory.change(person: SeedPeople.pat) { $0.smtpAuth = .enabled } }
        },
        Case("a personal account where they are not refused", success) { c in
            c.principal = .person(SeedPeople.pat)
            c.user = "pat@outlook.example"
            c.arrange = { $0.directory.change(person: SeedPeople.pat) { $0.smtpAuth = .enabled } }
            c.facts = { $0.set(Facts.smtpPersonalRefused, to: false) }
        },
        Case("an app with its permission and SendAs", success) { c in
            c.principal = app
            c.permissions = ["SMTP.SendAsApp"]
        },
        Case("an app without SMTP.SendAsApp", failure) { $0.principal = app },
        Case("an app without SendAs", failure) { c in
            c.principal = otherApp
            c.permissions = ["SMTP.SendAsApp"]
        },
        Case("an app at a mailbox that was not given to it", failure) { c in
            c.principal = app
            c.permissions = ["SMTP.SendAsApp"]
            c.user = "bruno@contoso.example"
        },
    ]

    private static let offInTenant: @Sendable (Sandbox) -> Void = { sandbox in
        sandbox.directory.change(tenant: SeedPeople.contoso) { $0.policies.smtpAuthEnabled = false }
    }

    @Test("judges", arguments: cases)
    func gates(_ c: Case) async throws {
        let house = SMTPHouse(c.facts)
        let token = house.token(
            of: c.principal, audience: c.audience, permissions: c.permissions, lasting: c.lasting)
        c.arrange(house.sandbox)
        try await house.dialogue { voice in
            _ = await voice.say("EHLO x")
            #expect(await voice.say("AUTH XOAUTH2") == "334 ")
            #expect(await voice.say(SMTPHouse.xoauth2(c.user, token)) == c.reply)
            let next = await voice.say("MAIL FROM:<>")
            #expect(next.hasPrefix(c.reply == Self.success ? "250 2.1.0" : "530 5.7.57"))
        }
    }

    @Test("takes the response on the same line, in any case")
    func oneStep() async throws {
        let house = SMTPHouse()
        try await house.dialogue { voice in
            _ = await voice.say("EHLO x")
            let response = SMTPHouse.xoauth2("adele@contoso.example", house.token())
            #expect(await voice.say("auth xoauth2 " + response) == Self.success)
            #expect(await voice.say("AUTH XOAUTH2 " + response) == "503 5.5.1 Already authenticated")
        }
    }

    @Test("takes a response of 12,288 octets and no longer one", arguments: [true, false])
    func long(_ isInitial: Bool) async throws {
        let house = SMTPHouse()
        try await house.dialogue { voice in
            _ = await voice.say("EHLO x")
            let around = "user=adele@contoso.example\u{1}auth=Bearer \u{1}\u{1}".utf8.count
            let token = house.token(length: 9_216 - around - 2 - 36)
            let response = SMTPHouse.xoauth2("adele@contoso.example", token)
            #expect(response.utf8.count == 12_288)
            if !isInitial { _ = await voice.say("AUTH XOAUTH2") }
            #expect(await voice.say((isInitial ? "AUTH XOAUTH2 " : "") + response) == Self.success)
        }
        try await house.dialogue { voice in
            _ = await voice.say("EHLO x")
            if !isInitial { _ = await voice.say("AUTH XOAUTH2") }
            let response = String(repeating: "A", count: 12_304)
            #expect(
                await voice.say((isInitial ? "AUTH XOAUTH2 " : "") + response)
                    == (isInitial
                        ? "500 5.5.2 Line too long" : "500 5.5.6 Authentication exchange line is too long"))
            #expect(await voice.say("NOOP") == "250 2.0.0 OK")
        }
    }

    @Test(
        "refuses what is no response of XOAUTH2",
        arguments: [
            ("*", "501 5.7.0 Authentication cancelled"), ("not base64!", "501 5.5.2 Cannot decode response"),
            ("=", failure), ("", failure), (Base64(Array("user=adele@contoso.example".utf8)).text, failure),
            (Base64(Array("n,a=adele@contoso.example,\u{1}auth=Bearer x\u{1}\u{1}".utf8)).text, failure),
            (SMTPHouse.xoauth2("", "token"), failure), (SMTPHouse.xoauth2("adele@contoso.example", ""), failure),
            (SMTPHouse.xoauth2("adele@contoso.example", "never issued"), failure), ("/w==", failure),
        ])
    func malformed(_ response: String, _ reply: String) async throws {
        try await SMTPHouse().dialogue { voice in
            _ = await voice.say("EHLO x")
            _ = await voice.say("AUTH XOAUTH2")
            #expect(await voice.say(response) == reply)
        }
    }

    @Test(
        "knows no other mechanism that helps",
        arguments: [
            ("PLAIN AGFkZWxlAHB3", "504 5.7.4"), ("OAUTHBEARER", "504 5.7.4"), ("", "501 5.5.4"),
            ("XOAUTH2 a b", "501 5.5.4"),
        ])
    func mechanisms(_ mechanism: String, _ reply: String) async throws {
        try await SMTPHouse().dialogue { voice in
            _ = await voice.say("EHLO x")
            #expect(await voice.say("AUTH \(mechanism)").hasPrefix(reply))
        }
    }

    @Test(
        "hears a password to its end and refuses it",
        arguments: [
            (
                SMTPBasicRefusal.disabled,
                "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [\(host)]"
            ),
            (.notSupported, "550 5.7.30 Basic authentication is not supported for Client Submission."),
        ])
    func password(_ refusal: SMTPBasicRefusal, _ reply: String) async throws {
        try await SMTPHouse { $0.set(Facts.smtpBasicRefusal, to: refusal) }.dialogue { voice in
            _ = await voice.say("EHLO x")
            #expect(await voice.say("AUTH LOGIN") == "334 VXNlcm5hbWU6")
            #expect(await voice.say("YWRlbGVAY29udG9zby5leGFtcGxl") == "334 UGFzc3dvcmQ6")
            #expect(await voice.say("cGFzc3dvcmQ=") == reply)
            #expect(await voice.say("AUTH LOGIN YWRlbGU=") == "334 UGFzc3dvcmQ6")
            #expect(await voice.say("cGFzc3dvcmQ=") == reply)
        }
    }

    @Test("gives Google's challenge before a failure only where a fact says so")
    func challenge() async throws {
        try await SMTPHouse { $0.set(Facts.smtpFailureChallenge, to: true) }.dialogue { voice in
            _ = await voice.say("EHLO x")
            let reply = await voice.say("AUTH XOAUTH2 " + SMTPHouse.xoauth2("adele@contoso.example", "bad"))
            let challenge = Base64(String(reply.dropFirst(4))).map { String(decoding: $0.bytes, as: UTF8.self) }
            #expect(reply.hasPrefix("334 ") && challenge?.contains(#""status":"401""#) == true)
            #expect(await voice.say("") == Self.failure)
        }
    }

    @Test("in plain text works only where TLS is not required")
    func plain() async throws {
        let house = SMTPHouse { $0.set(Facts.smtpTLSRequired, to: false) }
        try await house.dialogue(isSecure: false) { voice in
            #expect(await voice.say("EHLO x").contains("250-STARTTLS\n250-AUTH LOGIN XOAUTH2\n"))
            let response = SMTPHouse.xoauth2("adele@contoso.example", house.token())
            #expect(await voice.say("AUTH XOAUTH2 " + response) == Self.success)
        }
    }

    @Test(
        "of a fourth connection of one mailbox is refused, until one ends",
        arguments: [
            (
                SMTPConcurrencyText.concurrentConnections,
                "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending"
            ),
            (.senderThreads, "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded"),
        ])
    func concurrency(_ text: SMTPConcurrencyText, _ reply: String) async throws {
        let house = SMTPHouse { $0.set(Facts.smtpConcurrencyText, to: text) }
        let response = "AUTH XOAUTH2 " + SMTPHouse.xoauth2("adele@contoso.example", house.token())
        func next() async throws -> String {
            try await house.dialogue { voice in
                _ = await voice.say("EHLO x")
                return await voice.say(response)
            }
        }
        try await house.signedIn { _ in
            try await house.signedIn { _ in
                let fourth = try await house.signedIn { _ in try await next() }
                #expect(fourth.hasPrefix(reply))
                #expect(try await next() == Self.success)
            }
        }
        #expect(try await next() == Self.success)
    }
}

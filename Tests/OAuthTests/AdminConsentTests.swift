import Broker
import Domain
import OAuth
import TestSupport
import Testing

@Suite("An administrator's consent")
struct AdminConsentTests {
    static func begun(
        _ registration: AppRegistration = Desk.outlook, _ change: (inout AdminConsentRequest) -> Void = { _ in }
    ) async throws -> (Desk, App, SignInInvitation) {
        let desk = Desk()
        let app = try await desk.service.apps.register(registration)
        var request = AdminConsentRequest(app: app.id, caller: Desk.caller)
        change(&request)
        return (desk, app, try await desk.service.beginAdminConsent(request))
    }

    static let tenant = FakeProvider.tenant
    static let agreement = SignInCompletion.Answer.adminConsent(tenant: tenant, scopes: ["a/b"])

    func complete(
        _ desk: Desk, _ invitation: SignInInvitation, _ answer: SignInCompletion.Answer = agreement,
        caller: CallerID? = Desk.caller
    ) async throws -> AdminConsent {
        try await desk.service.completeAdminConsent(
            SignInCompletion(caller: caller, state: Credential(invitation.state), answer: answer))
    }

    struct Asking: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var authority: String?
        var base: [BaseScope] = [.imap]
        var request: @Sendable (inout AdminConsentRequest) -> Void = { _ in }
        let path: String
        let scope: String
    }

    static let users =
        "openid profile offline_access https://outlook.office.com/IMAP.AccessAsUser.All "
        + "https://outlook.office.com/SMTP.Send"

    @Test(
        "is asked of the right tenant, for the right permissions",
        arguments: [
            Asking(testDescription: "of whom it concerns", path: "organizations", scope: users),
            Asking(
                testDescription: "of the app's own tenant", authority: "contoso.example", path: "contoso.example",
                scope: users),
            Asking(
                testDescription: "of the tenant that was named", authority: "contoso.example",
                request: { $0.tenant = tenant }, path: tenant, scope: users),
            Asking(
                testDescription: "without a user", request: { $0.withoutUser = true }, path: "organizations",
                scope: "https://outlook.office365.com/.default"),
            Asking(
                testDescription: "without a user, for Graph",
                request: {
                    $0.withoutUser = true
                    $0.resource = .graph
                }, path: "organizations", scope: "https://graph.microsoft.com/.default"),
            Asking(
                testDescription: "for Graph", base: [.graph], path: "organizations",
                scope: "openid profile offline_access https://graph.microsoft.com/User.Read "
                    + "https://graph.microsoft.com/Mail.ReadWrite https://graph.microsoft.com/Mail.Send"),
            Asking(
                testDescription: "for Graph and the mailboxes of others", base: [.graph],
                request: { $0.sharedMailboxes = true }, path: "organizations",
                scope: "openid profile offline_access https://graph.microsoft.com/User.Read "
                    + "https://graph.microsoft.com/Mail.ReadWrite https://graph.microsoft.com/Mail.Send "
                    + "https://graph.microsoft.com/Mail.ReadWrite.Shared https://graph.microsoft.com/Mail.Send.Shared"),
        ])
    func url(_ c: Asking) async throws {
        var registration = Desk.outlook
        registration.authority = c.authority
        registration.baseScopes = c.base
        let (desk, _, invitation) = try await Self.begun(registration, c.request)
        let start = "https://login.microsoftonline.com/\(c.path)/v2.0/adminconsent?"
        #expect(invitation.url.hasPrefix(start))
        let fields = FormFields.query(of: invitation.url)
        #expect(
            fields == [
                "client_id": "client", "scope": c.scope, "redirect_uri": "http://localhost/oauth",
                "state": invitation.state,
            ])
        #expect(!desk.store.contents.consents.keys.contains(invitation.state))
    }

    @Test(
        "is not asked for where nobody could agree",
        arguments: [
            ("consumers", nil, Resource?.none), ("common", "common", nil), ("common", "not a tenant", nil),
            ("common", nil, .graph),
        ])
    func refused(authority: String, tenant: String?, resource: Resource?) async throws {
        var registration = Desk.outlook
        registration.authority = authority
        let error = await failure {
            _ = try await Self.begun(registration) {
                $0.tenant = tenant
                $0.resource = resource
            }
        }
        switch error {
        case .unsupported, .invalid: break
        default: Issue.record("\(String(describing: error))")
        }
        guard case .unsupported = await failure(of: { _ = try await Self.begun(Desk.oidc) }) else {
            Issue.record("an app of another provider")
            return
        }
    }

    @Test("is noted on the app, told to whoever waits, and the same when it is brought again, also after a restart")
    func agreed() async throws {
        let (desk, app, invitation) = try await Self.begun()
        async let awaited = desk.service.adminConsentResult(
            of: Credential(invitation.state), for: Desk.caller, until: .after(.seconds(3_600)))
        let consent = try await complete(desk, invitation, caller: nil)
        #expect(consent == AdminConsent(app: app.id, tenant: Self.tenant, scopes: ["a/b"], at: desk.clock.now()))
        #expect(try await awaited == consent)
        let restarted = desk.restarted()
        desk.clock.advance(seconds: 90_000)
        #expect(try await complete(restarted, invitation) == consent)
        #expect(try await restarted.service.apps.app(app.id).adminConsents == [consent])
    }

    @Test("has what failed for lack of it tried again")
    func triesAgain() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        let restarted = desk.restarted()
        restarted.provider.behave { $0.intercept = { _ in .refusal("invalid_grant", codes: [90094]) } }
        guard case .consentRequired = await failure(of: { _ = try await restarted.token(account) }) else {
            Issue.record("no consent was wanted")
            return
        }
        restarted.provider.behave { $0.intercept = nil }
        let app = try #require(desk.store.contents.apps.keys.first)
        let invitation = try await restarted.service.beginAdminConsent(
            AdminConsentRequest(app: app, caller: Desk.caller))
        _ = try await complete(restarted, invitation)
        #expect(try await restarted.token(account).hasPrefix("access-"))
    }

    @Test("is nobody else's")
    func foreign() async throws {
        let (desk, _, invitation) = try await Self.begun()
        let stranger = CallerID(rawValue: 1)
        #expect(await failure { _ = try await complete(desk, invitation, caller: stranger) } == .stateInvalid)
        #expect(
            await failure {
                _ = try await desk.service.adminConsentResult(
                    of: Credential(invitation.state), for: stranger, until: .after(.zero))
            } == .stateInvalid)
        // A state of one kind is none of the other.
        let asSignIn = await failure {
            _ = try await desk.service.completeSignIn(
                SignInCompletion(caller: nil, state: Credential(invitation.state), answer: Self.agreement))
        }
        #expect(asSignIn == .stateInvalid)
        let app = try #require(desk.store.contents.apps.values.first).app
        let signIn = try await desk.begin(app)
        #expect(await failure { _ = try await complete(desk, signIn) } == .stateInvalid)
        let brought = await failure {
            _ = try await desk.service.completeSignIn(
                SignInCompletion(caller: nil, state: Credential(signIn.state), answer: Self.agreement))
        }
        #expect(brought == .stateInvalid)
    }

    @Test("that was given is cleared away when it is old")
    func sweep() async throws {
        let (desk, _, invitation) = try await Self.begun()
        desk.clock.advance(seconds: 86_400)
        #expect(await failure { _ = try await complete(desk, invitation) } == .codeExpired)
        try await desk.service.sweepSignIns()
        #expect(desk.store.contents.consents.count == 1)
        desk.clock.advance(seconds: 3_600)
        try await desk.service.sweepSignIns()
        #expect(desk.store.contents.consents.isEmpty)
    }

    // MARK: As a value

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var tenant: String?
        var first: SignInCompletion.Answer?
        let brings: SignInCompletion.Answer
        let action: AwaitedConsent.Action
    }

    static func refusal(_ error: String, _ description: String? = nil) -> SignInCompletion.Answer {
        .refused(error: error, description: description)
    }
    static let other = "99999999-2222-3333-4444-555555555555"
    static func consent(_ scopes: [String] = ["a/b"]) -> AdminConsent {
        AdminConsent(
            app: AppID(unchecked: "app_a"), tenant: tenant, scopes: scopes, at: Timestamp(secondsSince1970: 5))
    }
    static func fault(_ code: String, _ party: ResponsibleParty) -> ProviderFault {
        ProviderFault(name: "entra", code: code, responsible: party)
    }

    @Test(
        "is judged by what came before",
        arguments: [
            Case(testDescription: "agreed", brings: agreement, action: .note(consent())),
            Case(
                testDescription: "agreed in the tenant that was asked", tenant: tenant.uppercased(), brings: agreement,
                action: .note(consent())),
            Case(
                testDescription: "agreed in another tenant", tenant: other, brings: agreement,
                action: .ignore(.wrongIdentity("the administrator of another tenant agreed"))),
            Case(
                testDescription: "agreed in no tenant", brings: .adminConsent(tenant: "x", scopes: []),
                action: .ignore(.providerRejected("the redirect names no tenant", ProviderFault(name: "entra")))),
            Case(
                testDescription: "the first form tells no scopes", brings: .adminConsent(tenant: tenant, scopes: []),
                action: .note(consent(["asked"]))),
            Case(
                testDescription: "scopes that are none",
                brings: .adminConsent(
                    tenant: tenant, scopes: ["a\nb", "ok", String(repeating: "x", count: 257)]),
                action: .note(consent(["ok"]))),
            Case(testDescription: "a code", brings: .code(Credential("c")), action: .ignore(.stateInvalid)),
            Case(
                testDescription: "agreed again", first: agreement, brings: agreement,
                action: .answer(.success(consent()))),
            Case(
                testDescription: "agreed again by another", first: agreement,
                brings: .adminConsent(tenant: other, scopes: []), action: .ignore(.stateInvalid)),
            Case(
                testDescription: "refused after all", first: agreement, brings: refusal("access_denied"),
                action: .ignore(.stateInvalid)),
            Case(
                testDescription: "agreed after all", first: refusal("access_denied"), brings: agreement,
                action: .ignore(.stateInvalid)),
            Case(
                testDescription: "declined", brings: refusal("consent_required", "AADSTS65004: declined"),
                action: .end(.signInDenied(fault("access_denied AADSTS65004", .user)))),
            Case(
                testDescription: "declined, in the first form", brings: refusal("permission_denied"),
                action: .end(.signInDenied(fault("access_denied", .user)))),
            Case(
                testDescription: "by somebody who may not", brings: refusal("access_denied", "AADSTS90094: x"),
                action: .end(.consentRequired(scopes: ["asked"], fault("access_denied AADSTS90094", .administrator)))),
            Case(
                testDescription: "trouble that passes", brings: refusal("temporarily_unavailable"),
                action: .ignore(
                    .providerUnavailable(fault("temporarily_unavailable", .nobody), retryAfterMs: nil))),
        ])
    func returned(_ c: Case) {
        let now = Timestamp(secondsSince1970: 5)
        var consent = AwaitedConsent(
            app: AppID(unchecked: "app_a"), generation: 1, caller: Desk.caller, tenant: c.tenant, scopes: ["asked"],
            providerName: "entra", expiresAt: Timestamp(secondsSince1970: 10))
        func bring(_ answer: SignInCompletion.Answer) -> AwaitedConsent.Action {
            consent.returned(SignInCompletion(caller: nil, state: Credential("s"), answer: answer), at: now)
        }
        if let first = c.first { _ = bring(first) }
        #expect(bring(c.brings) == c.action)
    }

    @Test("that began before the app became another is noted nowhere")
    func movedApp() async throws {
        let (desk, app, invitation) = try await Self.begun()
        _ = try await desk.service.updateApp(
            app.id, AppChange(clientId: "other", clientSecret: Credential("another")))
        #expect(await failure { _ = try await complete(desk, invitation) } == .stateInvalid)
        #expect(try await desk.service.apps.app(app.id).adminConsents.isEmpty)
    }
}

import Broker
import Cryptography
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

@Suite("A sign-in")
struct SignInFlowTests {
    @Test("sends the user away with everything that the provider must check")
    func authorizationURL() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        let invitation = try await desk.begin(app) {
            $0.loginHint = "ann+x@contoso.example"
            $0.domainHint = "contoso.example"
            $0.prompt = "select_account"
            $0.redirectURL = "https://backend.example/oauth"
        }
        let fields = try #require(FormFields.query(of: invitation.url))
        #expect(invitation.url.hasPrefix("https://login.microsoftonline.com/common/oauth2/v2.0/authorize?"))
        #expect(
            fields["scope"]
                == "openid profile offline_access https://outlook.office.com/IMAP.AccessAsUser.All "
                + "https://outlook.office.com/SMTP.Send")
        #expect(fields["redirect_uri"] == "https://backend.example/oauth")
        #expect(fields["login_hint"] == "ann+x@contoso.example")
        #expect(fields["domain_hint"] == "contoso.example")
        #expect(fields["prompt"] == "select_account")
        #expect(fields["response_mode"] == "query")
        #expect(fields["code_challenge_method"] == "S256")
        #expect(Base64(fields["code_challenge"] ?? "")?.bytes.count == 32)
        #expect(fields["state"] == invitation.state)
        #expect(Base64(invitation.state)?.bytes.count == 32)
        #expect(fields["nonce"] != nil && fields["nonce"] != fields["state"])
        #expect(invitation.expiresAt == desk.clock.now().advanced(by: .seconds(3_600)))
        #expect(!desk.store.contents.signIns.keys.contains(invitation.state), "the state itself is not kept")
    }

    @Test("keeps who it is before it says so, and forgets nothing after a restart")
    func signsIn() async throws {
        let desk = Desk()
        let signedIn = try await desk.signIn { $0.context = "row 7" }
        #expect(signedIn.isNew)
        #expect(signedIn.context == "row 7")
        #expect(signedIn.identity.tenant == FakeProvider.tenant)
        #expect(signedIn.identity.subject == FakeProvider.user)
        #expect(signedIn.servers.imap?.host == "outlook.office365.com")
        let after = desk.restarted()
        #expect(try await after.service.holdings().map(\.account) == [signedIn.account])
        #expect(try await after.token(signedIn.account).hasPrefix("access-"))
    }

    @Test("brings its first token along, so that nothing is refreshed for the first call")
    func firstToken() async throws {
        let desk = Desk()
        let signedIn = try await desk.signIn()
        _ = try await desk.token(signedIn.account)
        #expect(desk.provider.tokenRequests.count == 1)
    }

    @Test("works with any OpenID Connect server, found by its discovery document")
    func oidc() async throws {
        let desk = Desk()
        let signedIn = try await desk.signIn(Desk.oidc) { $0.expectedEmail = "ANN@id.example" }
        #expect(
            signedIn.identity
                == Identity(
                    tenant: FakeProvider.issuer, subject: "user-1", username: "ann@id.example", email: "ann@id.example",
                    name: "Ann Example"))
        let authorization = desk.provider.lastHeaders.first { $0.name == "Authorization" }?.value.withExposed { $0 }
        #expect(authorization == "Basic \(Base64(Array("client:s3cret~CANARY".utf8)).text)")
        #expect(desk.provider.tokenRequests.first?["client_secret"] == nil)
        #expect(desk.provider.tokenRequests.first?["scope"] == nil)
    }

    @Test("through explicit endpoints asks for no discovery document")
    func explicitEndpoints() async throws {
        var registration = Desk.oidc
        registration.endpoints = OAuthEndpoints(
            authorization: "https://id.example/a?tenant=x", token: "https://id.example/t", keys: "https://id.example/k")
        let desk = Desk()
        let app = try await desk.service.apps.register(registration)
        let invitation = try await desk.begin(app)
        #expect(invitation.url.hasPrefix("https://id.example/a?tenant=x&client_id=client&"))
        #expect(desk.provider.documentRequests == 0)
        _ = try await desk.complete(invitation, code: desk.provider.consent(invitation.url))
        #expect(desk.provider.documentRequests == 1)
    }

    @Test("must bring the issuer where the server announces that it does")
    func announcedIssuer() async throws {
        let desk = Desk()
        desk.provider.behave { $0.announcesIssuer = true }
        let app = try await desk.service.apps.register(Desk.oidc)
        let invitation = try await desk.begin(app)
        let code = desk.provider.consent(invitation.url)
        let absent = await failure { _ = try await desk.complete(invitation, code: code, issuer: nil) }
        #expect(absent == .invalid(field: "issuer", reason: SignIn.issuerIsMissing))
        let wrong = await failure {
            _ = try await desk.complete(invitation, code: code, issuer: "https://evil.example")
        }
        #expect(wrong == .providerRejected("the redirect names another issuer", ProviderFault(name: "id.example")))
        _ = try await desk.complete(invitation, code: code, issuer: FakeProvider.issuer)
    }

    // MARK: Whose it is

    @Test("is not ended by anybody else, and not by a wrong state")
    func foreign() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        let invitation = try await desk.begin(app)
        let code = desk.provider.consent(invitation.url)
        let before = desk.store.contents.signIns
        let foreign = await failure {
            _ = try await desk.complete(invitation, code: code, caller: CallerID(rawValue: 1_001))
        }
        #expect(foreign == .stateInvalid)
        let unknown = await failure {
            _ = try await desk.service.completeSignIn(
                SignInCompletion(caller: Desk.caller, state: Credential("guess"), answer: .code(Credential(code))))
        }
        #expect(unknown == .stateInvalid)
        let huge = Credential(String(repeating: "s", count: 65_536))
        let long = await failure {
            _ = try await desk.service.completeSignIn(
                SignInCompletion(caller: nil, state: huge, answer: .code(Credential(code))))
        }
        #expect(long == .stateInvalid)
        #expect(
            await failure {
                _ = try await desk.service.signInResult(of: huge, for: Desk.caller, until: .after(.seconds(3_600)))
            } == .stateInvalid)
        #expect(desk.store.contents.signIns == before)
        #expect(try await desk.complete(invitation, code: code, caller: nil).isNew)
    }

    @Test("brought by several at once is redeemed once, and all get the same result")
    func concurrent() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        let invitation = try await desk.begin(app)
        let code = desk.provider.consent(invitation.url)
        let results = try await withThrowingTaskGroup(of: SignedIn.self) { group in
            for index in 0..<50 {
                group.addTask {
                    try await desk.complete(invitation, code: code, caller: index.isMultiple(of: 2) ? Desk.caller : nil)
                }
            }
            return try await group.reduce(into: Set<SignedIn>()) { $0.insert($1) }
        }
        #expect(results.count == 1)
        #expect(desk.provider.tokenRequests.count == 1)
        #expect(desk.store.contents.grants.count == 1)
    }

    @Test("brought again gives the same, also after it expired; another code never")
    func again() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        let invitation = try await desk.begin(app)
        let code = desk.provider.consent(invitation.url)
        let first = try await desk.complete(invitation, code: code)
        let restarted = desk.restarted()
        #expect(try await restarted.complete(invitation, code: code) == first)
        let other = await failure { _ = try await restarted.complete(invitation, code: "another") }
        #expect(other == .stateInvalid)
        desk.clock.advance(seconds: 3_600)
        #expect(try await restarted.complete(invitation, code: code) == first)
        let awaited = try await restarted.service.signInResult(
            of: Credential(invitation.state), for: Desk.caller, until: .after(.zero))
        #expect(awaited == first)
        #expect(desk.provider.tokenRequests.count == 1)
    }

    @Test("that ended long ago is cleared away")
    func sweep() async throws {
        let desk = Desk()
        _ = try await desk.signIn()
        let restarted = desk.restarted()
        desk.clock.advance(seconds: 7_199)
        try await restarted.service.sweepSignIns()
        #expect(restarted.store.contents.signIns.count == 1)
        desk.clock.advance(seconds: 1)
        try await restarted.service.sweepSignIns()
        #expect(restarted.store.contents.signIns.isEmpty)
    }

    @Test("is awaited by whoever began it, and by nobody else")
    func awaited() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        let invitation = try await desk.begin(app)
        let state = Credential(invitation.state)
        async let awaited = desk.service.signInResult(of: state, for: Desk.caller, until: .after(.seconds(3_600)))
        let foreign = await failure {
            _ = try await desk.service.signInResult(
                of: state, for: CallerID(rawValue: 1), until: .after(.seconds(3_600)))
        }
        #expect(foreign == .stateInvalid)
        let tooShort = await failure {
            _ = try await desk.service.signInResult(of: state, for: Desk.caller, until: .after(.zero))
        }
        #expect(tooShort == .timedOut)
        let signedIn = try await desk.complete(invitation, code: desk.provider.consent(invitation.url), caller: nil)
        #expect(try await awaited == signedIn)
        let after = desk.restarted()
        #expect(try await after.service.signInResult(of: state, for: Desk.caller, until: .after(.zero)) == signedIn)
    }

    @Test("that the user refuses is told to whoever waits")
    func refused() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        let invitation = try await desk.begin(app)
        let state = Credential(invitation.state)
        let denial = BrokerError.signInDenied(
            ProviderFault(
                name: "entra", code: "access_denied AADSTS65004", responsible: .user))
        let error = await failure {
            _ = try await desk.service.completeSignIn(
                SignInCompletion(
                    caller: nil, state: state,
                    answer: .refused(error: "access_denied", description: "AADSTS65004: User declined to consent")))
        }
        #expect(error == denial)
        let awaited = await failure {
            _ = try await desk.service.signInResult(of: state, for: Desk.caller, until: .after(.seconds(3_600)))
        }
        #expect(awaited == denial)
    }

    // MARK: Who it is

    @Test("of the same person again renews the account, of another makes one")
    func sameIdentity() async throws {
        let desk = Desk()
        let first = try await desk.signIn()
        let app = try await desk.service.apps.all()[0]
        let again = try await desk.begin(app)
        let second = try await desk.complete(again, code: desk.provider.consent(again.url))
        #expect(second.account == first.account)
        #expect(!second.isNew)
        desk.provider.behave { $0.claims = ["oid": "99999999-bbbb-cccc-dddd-eeeeeeeeeeee"] }
        let other = try await desk.begin(app)
        let third = try await desk.complete(other, code: desk.provider.consent(other.url))
        #expect(third.isNew)
        #expect(desk.store.contents.grants.count == 2)
    }

    @Test("for an account must be its owner's, or nothing changes")
    func wrongOwner() async throws {
        let desk = Desk()
        let first = try await desk.signIn()
        let before = desk.store.contents.grants
        desk.provider.behave { $0.claims = ["oid": "99999999-bbbb-cccc-dddd-eeeeeeeeeeee"] }
        let again = try await desk.begin(try await desk.service.apps.all()[0]) { $0.account = first.account }
        let error = await failure { _ = try await desk.complete(again, code: desk.provider.consent(again.url)) }
        #expect(error == .wrongIdentity("the account belongs to somebody else than the one who signed in"))
        #expect(desk.store.contents.grants == before)
    }

    @Test("for an account that has none yet takes its name, unless the person has an account already")
    func namedAccount() async throws {
        let desk = Desk()
        let named = AccountID(unchecked: "acc_named")
        let signedIn = try await desk.signIn { $0.account = named }
        #expect(signedIn.account == named)
        let again = try await desk.begin(try await desk.service.apps.all()[0]) {
            $0.account = AccountID(unchecked: "acc_other")
        }
        let error = await failure { _ = try await desk.complete(again, code: desk.provider.consent(again.url)) }
        #expect(error == .wrongIdentity("the one who signed in has another account here"))
    }

    @Test("by somebody other than expected changes nothing")
    func unexpected() async throws {
        let desk = Desk()
        let error = await failure { _ = try await desk.signIn { $0.expectedEmail = "bob@contoso.example" } }
        #expect(error == .wrongIdentity("somebody other than expected signed in"))
        #expect(desk.store.contents.grants.isEmpty)
    }

    @Test("by a personal account for a shared mailbox changes nothing, and is taken for its own")
    func personalMailbox() async throws {
        let tenant = "9188040d-6c67-4c5b-b112-36a304b66dad"
        let personal: [String: JSONValue] = [
            "tid": .string(tenant), "iss": .string("https://login.microsoftonline.com/\(tenant)/v2.0"),
            "preferred_username": "ann@outlook.example", "email": .null,
        ]
        let desk = Desk()
        desk.provider.behave { $0.claims = personal }
        let error = await failure { _ = try await desk.signIn { $0.mailbox = EmailAddress("support@contoso.example") } }
        #expect(error == .wrongIdentity("a personal account signed in, and has no shared mailboxes"))
        #expect(desk.store.contents.grants.isEmpty)
        let other = Desk()
        other.provider.behave { $0.claims = personal }
        _ = try await other.signIn { $0.mailbox = EmailAddress("Ann@outlook.example") }
        #expect(other.store.contents.grants.count == 1)
    }

    @Test("by somebody who merely calls himself the expected one changes nothing")
    func borrowedName() async throws {
        let desk = Desk()
        desk.provider.behave { $0.claims = ["preferred_username": "ceo@id.example"] }
        let error = await failure { _ = try await desk.signIn(Desk.oidc) { $0.expectedEmail = "ceo@id.example" } }
        #expect(error == .wrongIdentity("somebody other than expected signed in"))
        #expect(desk.store.contents.grants.isEmpty)
    }

    @Test("at the same moment by one person twice gives one account")
    func twinSignIns() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        let accounts = try await withThrowingTaskGroup(of: AccountID.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    let invitation = try await desk.begin(app)
                    return try await desk.complete(invitation, code: desk.provider.consent(invitation.url)).account
                }
            }
            return try await group.reduce(into: Set<AccountID>()) { $0.insert($1) }
        }
        #expect(accounts.count == 1)
    }

    // MARK: What the provider may do to us

    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let behaviour: @Sendable (inout FakeProvider.Behaviour) -> Void
        let error: BrokerError
        var testDescription: String { name }
    }

    static let fault = ProviderFault(name: "entra")

    @Test(
        "fails without a trace when the id_token is wrong",
        arguments: [
            Fault(
                name: "alg none", behaviour: { $0.idTokenHeader = ["alg": "none"] },
                error: .providerRejected(IDTokenFault.unsupportedAlgorithm.rawValue, fault)),
            Fault(
                name: "foreign key", behaviour: { $0.signer = .foreign },
                error: .providerRejected(IDTokenFault.wrongSignature.rawValue, fault)),
            Fault(
                name: "another app", behaviour: { $0.claims = ["aud": "other"] },
                error: .providerRejected(IDTokenFault.wrongAudience.rawValue, fault)),
            Fault(
                name: "another nonce", behaviour: { $0.claims = ["nonce": "other"] },
                error: .providerRejected(IDTokenFault.wrongNonce.rawValue, fault)),
            Fault(
                name: "another issuer", behaviour: { $0.claims = ["iss": "https://evil.example"] },
                error: .providerRejected(IDTokenFault.wrongIssuer.rawValue, fault)),
            Fault(
                name: "expired", behaviour: { $0.claims = ["exp": 1_700_000_000] },
                error: .providerRejected(IDTokenFault.expired.rawValue, fault)),
            Fault(
                name: "no id_token", behaviour: { $0.answer = ["id_token": .null] },
                error: .providerRejected("the provider gave no id_token, though openid was asked for", fault)),
            Fault(
                name: "no access token", behaviour: { $0.answer = ["access_token": .null] },
                error: .providerRejected(
                    "the answer holds no usable token",
                    ProviderFault(name: "entra", status: 200))),
        ])
    func wrongToken(_ fault: Fault) async throws {
        let desk = Desk()
        desk.provider.behave(fault.behaviour)
        #expect(await failure { _ = try await desk.signIn() } == fault.error)
        #expect(desk.store.contents.grants.isEmpty)
    }

    @Test("with less than was asked for makes the account, and says what lacks, also after a crash")
    func partialConsent() async throws {
        let desk = Desk()
        desk.provider.behave {
            $0.answer = ["scope": "https://outlook.office.com/imap.accessasuser.all openid"]
        }
        let app = try await desk.service.apps.register(Desk.outlook)
        let invitation = try await desk.begin(app)
        let code = desk.provider.consent(invitation.url)
        // The grant is kept, and that the sign-in has ended is not.
        desk.store.allowWrites(2)
        let signedIn = try await desk.complete(invitation, code: code)
        #expect(signedIn.missingScopes == ["https://outlook.office.com/SMTP.Send"])
        #expect(signedIn.grantedScopes == ["https://outlook.office.com/imap.accessasuser.all", "openid"])
        let restarted = desk.restarted()
        #expect(try await restarted.complete(invitation, code: code) == signedIn)
    }

    @Test("without a refresh token says what is missing")
    func withoutRefreshToken() async throws {
        let desk = Desk()
        desk.provider.behave { $0.answer = ["refresh_token": .null] }
        let error = await failure { _ = try await desk.signIn() }
        guard case .appMisconfigured(_, let hint, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(hint.contains("offline_access"))
        #expect(desk.store.contents.grants.isEmpty)
    }

    @Test("anew without a refresh token goes on with the old one")
    func keepsOldRefreshToken() async throws {
        let desk = Desk()
        let first = try await desk.signIn()
        let token = desk.store.contents.grants[first.account]?.refreshToken
        desk.provider.behave { $0.answer = ["refresh_token": .null] }
        let again = try await desk.begin(try await desk.service.apps.all()[0])
        _ = try await desk.complete(again, code: desk.provider.consent(again.url))
        #expect(desk.store.contents.grants[first.account]?.refreshToken == token)
    }

    @Test(
        "survives what passes: the same code works once the provider is back",
        arguments: [
            Fault(
                name: "an error page", behaviour: { $0.intercept = { _ in .text("<html>", status: 503) } },
                error: .providerUnavailable(
                    ProviderFault(name: "entra", status: 503), retryAfterMs: nil)),
            Fault(
                name: "a login page", behaviour: { $0.intercept = { _ in .text("<html>", status: 200) } },
                error: .providerUnavailable(
                    ProviderFault(name: "entra", status: 200), retryAfterMs: nil)),
            Fault(
                name: "redirects", behaviour: { $0.intercept = { _ in .text("", status: 302) } },
                error: .providerUnavailable(
                    ProviderFault(name: "entra", status: 302), retryAfterMs: nil)),
            Fault(
                name: "throttling",
                behaviour: {
                    $0.intercept = { _ in .text("", status: 429, headers: [HTTPField("retry-after", "0.5")]) }
                },
                error: .rateLimited(ProviderFault(name: "entra", status: 429), retryAfterMs: 500)),
            Fault(
                name: "silence", behaviour: { $0.intercept = { _ throws(TransportError) in throw .timedOut } },
                error: .timedOut),
            Fault(
                name: "no keys", behaviour: { $0.interceptDocuments = { _ in .text("<html>", status: 500) } },
                error: .providerUnavailable(ProviderFault(name: "entra", status: 500), retryAfterMs: nil)),
            Fault(
                name: "unreadable keys", behaviour: { $0.interceptDocuments = { _ in .text("{}", status: 200) } },
                error: .providerUnavailable(
                    ProviderFault(name: "entra", status: 200, code: "unreadable document"), retryAfterMs: nil)),
            Fault(
                name: "connection refused",
                behaviour: { $0.intercept = { _ throws(TransportError) in throw .connectFailed("refused") } },
                error: .connectFailed("refused")),
        ])
    func survives(_ fault: Fault) async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        let invitation = try await desk.begin(app)
        let code = desk.provider.consent(invitation.url)
        desk.provider.behave(fault.behaviour)
        #expect(await failure { _ = try await desk.complete(invitation, code: code) } == fault.error)
        desk.provider.behave { $0 = FakeProvider.Behaviour() }
        desk.clock.advance(seconds: 10)
        #expect(try await desk.restarted().complete(invitation, code: code).isNew)
    }

    @Test("refuses a body without end, and ends there")
    func hugeBody() async throws {
        let desk = Desk()
        desk.provider.behave {
            $0.intercept = { request throws(TransportError) in throw .tooLarge(limit: request.responseLimit) }
        }
        #expect(
            await failure { _ = try await desk.signIn() }
                == .providerRejected("the answer was longer than 1048576 bytes", Self.fault))
    }

    @Test("asks for the keys anew when a token names one that is not there, but not at everybody's word")
    func newKey() async throws {
        let desk = Desk()
        _ = try await desk.signIn()
        #expect(desk.provider.documentRequests == 1)
        func rotateKeys(to name: String) {
            desk.provider.behave {
                $0.signer = TokenSigner.own.named(name)
                $0.interceptDocuments = { _ in .json(.object(["keys": .array([TokenSigner.own.named(name).jwk])])) }
            }
        }
        let app = try await desk.service.apps.all()[0]
        func attempt() async throws {
            let invitation = try await desk.begin(app)
            _ = try await desk.complete(invitation, code: desk.provider.consent(invitation.url))
        }
        rotateKeys(to: "k2")
        try await attempt()
        #expect(desk.provider.documentRequests == 2)
        rotateKeys(to: "k3")
        let soon = await failure(of: attempt)
        #expect(soon == .providerRejected(IDTokenFault.wrongSignature.rawValue, Self.fault))
        #expect(desk.provider.documentRequests == 2)
        desk.clock.advance(seconds: 60)
        try await attempt()
        #expect(desk.provider.documentRequests == 3)
    }

    @Test("that began before the app moved is void")
    func movedApp() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        let invitation = try await desk.begin(app)
        let code = desk.provider.consent(invitation.url)
        _ = try await desk.service.updateApp(
            app.id, AppChange(clientId: "other", clientSecret: Credential("another")))
        #expect(await failure { _ = try await desk.complete(invitation, code: code) } == .stateInvalid)
        #expect(desk.provider.tokenRequests.isEmpty)
    }

    @Test(
        "is refused where the request cannot be right",
        arguments: [
            ("prompt", { @Sendable in $0.prompt = "none" }), ("lifetimeSeconds", { $0.lifetimeSeconds = 86_401 }),
            ("lifetimeSeconds", { $0.lifetimeSeconds = 0 }),
            ("redirectURL", { $0.redirectURL = "https://evil.example" }),
            ("expectedEmail", { $0.expectedEmail = "nobody" }), ("loginHint", { $0.loginHint = "" }),
            ("context", { $0.context = String(repeating: "x", count: 4_097) }),
        ] as [(String, @Sendable (inout SignInRequest) -> Void)])
    func badRequest(_ c: (field: String, change: @Sendable (inout SignInRequest) -> Void)) async throws {
        let error = await failure { _ = try await Desk().signIn(Desk.outlook, c.change) }
        guard case .invalid(c.field, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}

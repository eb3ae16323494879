import Broker
import Domain
import OAuth
import Testing

@Suite("A redirect from the browser")
struct SignInTests {
    static let account = AccountID(unchecked: "acc_a")
    static let signedIn = SignedIn(
        account: account, isNew: true, app: AppID(unchecked: "app_a"), identity: Identity(tenant: "t", subject: "s"),
        grantedScopes: [], servers: MailServers())
    static let fault = ProviderFault(name: "id.example", code: "access_denied", responsible: .user)

    static func waiting(announcesIssuer: Bool = false) -> SignIn {
        SignIn(
            app: AppID(unchecked: "app_a"), generation: 1, caller: CallerID(rawValue: 7),
            issuer: .exact("https://id.example"), providerName: "id.example",
            expiresAt: Timestamp(secondsSince1970: 1_000),
            way: .browser(
                BrowserWay(
                    redirectURL: "http://localhost", nonce: "n", verifier: Credential("v"),
                    announcesIssuer: announcesIssuer)))
    }

    static func redeeming() -> SignIn {
        var signIn = waiting()
        _ = signIn.returned(bringing("c"), at: Timestamp(secondsSince1970: 0))
        return signIn
    }

    static func succeeded() -> SignIn {
        var signIn = redeeming()
        signIn.succeeded(signedIn)
        return signIn
    }

    static func failed(_ error: BrokerError) -> SignIn {
        var signIn = redeeming()
        signIn.failed(error)
        return signIn
    }

    static func refused(_ error: String) -> SignIn {
        var signIn = waiting()
        _ = signIn.returned(refusal(error), at: Timestamp(secondsSince1970: 0))
        return signIn
    }

    static func bringing(_ code: String, caller: UInt32? = 7, issuer: String? = nil) -> SignInCompletion {
        SignInCompletion(
            caller: caller.map(CallerID.init(rawValue:)), state: Credential("s"), answer: .code(Credential(code)),
            issuer: issuer)
    }

    static func refusal(_ error: String) -> SignInCompletion {
        SignInCompletion(
            caller: nil, state: Credential("s"), answer: .refused(error: error, description: "words"), issuer: nil)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let before: SignIn
        var brings = bringing("c")
        var now: Int64 = 999
        let action: SignIn.Action
        /// Whether the stage changes.
        var changes = false
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "in time", before: waiting(), action: .redeem, changes: true),
        Case(
            name: "through the listener", before: waiting(), brings: bringing("c", caller: nil), action: .redeem,
            changes: true),
        Case(name: "too late", before: waiting(), now: 1_000, action: .ignore(.codeExpired)),
        Case(
            name: "by another user", before: waiting(), brings: bringing("c", caller: 8), action: .ignore(.stateInvalid)
        ),
        Case(
            name: "from the right issuer", before: waiting(), brings: bringing("c", issuer: "https://id.example"),
            action: .redeem, changes: true),
        Case(
            name: "from another issuer", before: waiting(), brings: bringing("c", issuer: "https://evil.example"),
            action: .ignore(.providerRejected("the redirect names another issuer", ProviderFault(name: "id.example")))),
        Case(
            name: "without the announced issuer", before: waiting(announcesIssuer: true),
            action: .ignore(.invalid(field: "issuer", reason: SignIn.issuerIsMissing))),
        Case(name: "again while redeeming, as after a crash", before: redeeming(), action: .redeem),
        Case(
            name: "another code while redeeming", before: redeeming(), brings: bringing("d"),
            action: .ignore(.stateInvalid)),
        Case(name: "again after success", before: succeeded(), action: .answer(signedIn)),
        Case(name: "again after success, too late", before: succeeded(), now: 1_000, action: .answer(signedIn)),
        Case(
            name: "another code after success", before: succeeded(), brings: bringing("d"),
            action: .ignore(.stateInvalid)),
        Case(
            name: "a refusal after success", before: succeeded(), brings: refusal("access_denied"),
            action: .ignore(.stateInvalid)),
        Case(name: "again after failure", before: failed(.codeExpired), action: .repeatError(.codeExpired)),
        Case(
            name: "again after what passes, too late", before: failed(.timedOut), now: 1_000,
            action: .ignore(.codeExpired)),
        Case(
            name: "denied again, too late", before: refused("access_denied"), brings: refusal("access_denied"),
            now: 1_000, action: .repeatError(.signInDenied(fault))),
        Case(name: "again after what passes", before: failed(.timedOut), action: .redeem),
        Case(
            name: "denied", before: waiting(), brings: refusal("access_denied"), action: .end(.signInDenied(fault)),
            changes: true),
        Case(
            name: "denied again", before: refused("access_denied"), brings: refusal("access_denied"),
            action: .repeatError(.signInDenied(fault))),
        Case(name: "a code after denial", before: refused("access_denied"), action: .ignore(.stateInvalid)),
        Case(
            name: "a passing fault", before: waiting(), brings: refusal("temporarily_unavailable"),
            action: .ignore(
                .providerUnavailable(
                    ProviderFault(name: "id.example", code: "temporarily_unavailable", responsible: .nobody),
                    retryAfterMs: nil))),
        Case(name: "a code after a passing fault", before: refused("server_error"), action: .redeem, changes: true),
        Case(
            name: "an error that is no word", before: waiting(), brings: refusal("<script>"),
            action: .end(
                .providerRejected(
                    "the provider refused the request",
                    ProviderFault(name: "id.example", code: "unreadable_error", responsible: .operator))),
            changes: true),
    ]

    @Test("is judged by what came before", arguments: cases)
    func returned(_ c: Case) {
        var signIn = c.before
        #expect(signIn.returned(c.brings, at: Timestamp(secondsSince1970: c.now)) == c.action)
        #expect((signIn.stage != c.before.stage) == c.changes)
    }

    @Test("tells those who wait only once it has ended")
    func ending() {
        let now = Timestamp(secondsSince1970: 1)
        #expect(Self.waiting().ending(at: now) == nil)
        #expect(Self.redeeming().ending(at: now) == nil)
        #expect(Self.failed(.timedOut).ending(at: now) == nil)
        #expect(Self.succeeded().ending(at: now) == .success(Self.signedIn))
        #expect(Self.failed(.codeExpired).ending(at: now) == .failure(.codeExpired))
        let late = Timestamp(secondsSince1970: 1_000)
        #expect(Self.waiting().ending(at: late) == .failure(.codeExpired))
        #expect(Self.redeeming().ending(at: late) == .failure(.codeExpired))
        #expect(Self.succeeded().ending(at: late) == .success(Self.signedIn))
    }
}

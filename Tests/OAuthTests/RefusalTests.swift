import Broker
import Domain
import Foundation
import OAuth
import Testing

@Suite("A refusal of the provider")
struct RefusalTests {
    /// The kind of error, without its details.
    enum Kind: String, Sendable {
        case unavailable, rateLimited, signIn, codeExpired, consent, denied, misconfigured, rejected, other
        init(_ error: BrokerError) {
            switch error {
            case .providerUnavailable: self = .unavailable
            case .rateLimited: self = .rateLimited
            case .signInRequired: self = .signIn
            case .codeExpired: self = .codeExpired
            case .consentRequired: self = .consent
            case .signInDenied: self = .denied
            case .appMisconfigured: self = .misconfigured
            case .providerRejected: self = .rejected
            default: self = .other
            }
        }
    }
    struct Case: Sendable, CustomTestStringConvertible {
        var error: String
        var suberror: String?
        var codes: [Int] = []
        var status: Int? = 400
        var isEntra = true
        let refreshing: Kind
        let signingIn: Kind
        var testDescription: String { "\(error) \(suberror ?? "") \(codes) \(status ?? 0)" }

        init(
            _ error: String, _ codes: [Int] = [], suberror: String? = nil, status: Int? = 400, isEntra: Bool = true,
            _ kind: Kind, signingIn: Kind? = nil
        ) {
            self.error = error
            self.codes = codes
            self.suberror = suberror
            self.status = status
            self.isEntra = isEntra
            refreshing = kind
            self.signingIn = signingIn ?? kind
        }
    }

    /// Written from the reference sheet, §A10, not from the table in the code.
    static let cases =
        [90006, 90012, 90024, 90033, 90090, 90055, 70012].map { Case("invalid_request", [$0], .unavailable) }
        + [50173, 700082, 700084, 70043, 70044, 50085, 50139, 50132, 50133, 50034, 51004, 50053, 50057, 50055, 50126]
        .map { Case("invalid_grant", [$0], .signIn) }
        + [50076, 50079, 50072, 50074, 50078, 50158, 53000, 53001, 50097, 50129, 53003, 530032, 530035, 53004, 50125]
        .map { Case("interaction_required", [$0], .signIn) }
        + [50135, 50144, 50076].map { Case("invalid_grant", [$0], .signIn) }
        + [70008, 70000, 50089, 54005].map { Case("invalid_grant", [$0], .signIn, signingIn: .codeExpired) }
        + [65001, 650056, 650057, 90094, 90095].map { Case("invalid_grant", [$0], .consent) }
        + [65004, 50105].map { Case("access_denied", [$0], .denied) }
        + [500021, 500022, 500212, 500213, 90123].map { Case("invalid_request", [$0], .denied) }
        + [
            70011, 28002, 28003, 28000, 700022, 700023, 50001, 500011, 650052, 650054, 65005, 901002, 50011, 90002,
            50059, 90019, 50194, 9_002_332, 9_002_331, 50020, 500208, 700005, 70003, 9_001_023, 70002,
            90038, 900382, 900432, 9_002_327,
        ].map { Case("invalid_request", [$0], .misconfigured) }
        + [
            7_000_215, 7_000_222, 7_000_218, 700025, 700016, 700011, 7_000_112, 70001, 700027, 700024, 50012, 50027,
            50048,
            700213, 70021, 700023,
        ]
        .map { Case("invalid_client", [$0], status: 401, .misconfigured) }
        + [50147, 501481, 501491, 900144, 9_002_313, 90014].map { Case("invalid_request", [$0], .rejected) }
        + [
            Case("invalid_grant", [50196], .rateLimited),
            Case("temporarily_unavailable", [50173], .unavailable),
            Case("server_error", [50173], .unavailable),
            Case("invalid_grant", [50173], status: 429, .rateLimited),
            Case("invalid_grant", [50173], status: 503, .unavailable),
            // The error says more than a number whose meaning may have changed.
            Case("consent_required", [50173], .consent),
            Case("interaction_required", [7_000_222], .signIn),
            // And the suberror more than the number.
            Case("invalid_grant", [50173], suberror: "consent_required", .consent),
            Case("invalid_grant", [65001], suberror: "basic_action", .signIn),
            Case("invalid_grant", [], suberror: "bad_token", .signIn, signingIn: .codeExpired),
            Case("invalid_grant", [], suberror: "client_mismatch", .misconfigured),
            // Words that nobody knows are data.
            Case("invalid_grant", [99_999_999], suberror: "new_thing", .signIn, signingIn: .codeExpired),
            Case("brand_new_error", [], .rejected),
            Case("brand_new_error", [50173], .signIn),
            Case("access_denied", [90094], .consent),
            // Elsewhere numbers mean nothing.
            Case("invalid_grant", [7_000_222], isEntra: false, .signIn, signingIn: .codeExpired),
            Case("invalid_client", [], status: 401, isEntra: false, .misconfigured),
            Case("invalid_scope", [], isEntra: false, .misconfigured),
            Case("login_required", [], isEntra: false, .signIn),
            Case("access_denied", [], isEntra: false, .denied),
        ]

    @Test("says who has to act", arguments: cases)
    func kind(_ c: Case) {
        let refusal = ProviderRefusal(error: c.error, suberror: c.suberror, codes: c.codes, status: c.status)
        func kind(_ phase: RefusalContext.Phase) -> Kind {
            Kind(
                BrokerError(
                    refusal,
                    RefusalContext(
                        provider: "entra", isEntra: c.isEntra, app: AppID(unchecked: "app_a"), account: nil,
                        phase: phase)))
        }
        #expect(kind(.refresh) == c.refreshing)
        #expect(kind(.signIn) == c.signingIn)
    }

    @Test("is covered by the cases above for every number that the code knows")
    func isWhole() {
        let asserted = Set(Self.cases.flatMap(\.codes))
        #expect(EntraCodes.rows.flatMap(\.codes).filter { !asserted.contains($0) } == [])
    }

    struct Actor: Sendable, CustomTestStringConvertible {
        let party: ResponsibleParty
        let error: String
        let codes: [Int]
        var suberror: String?
        var status: Int? = 400
        var isEntra = true
        var testDescription: String { "\(party) \(error) \(codes)" }
    }

    /// From the reference sheet, section A10: RETRY is nobody, REAUTH the user, CONFIG the operator.
    static let actors = [
        Actor(party: .nobody, error: "temporarily_unavailable", codes: []),
        Actor(party: .nobody, error: "invalid_grant", codes: [50196]),
        Actor(party: .nobody, error: "invalid_grant", codes: [50173], status: 503),
        Actor(party: .nobody, error: "invalid_request", codes: [90055]),
        Actor(party: .user, error: "invalid_grant", codes: [50173]),
        Actor(party: .user, error: "invalid_grant", codes: [700082]),
        Actor(party: .user, error: "interaction_required", codes: [50076]),
        Actor(party: .user, error: "invalid_grant", codes: [65001]),
        Actor(party: .user, error: "invalid_grant", codes: [65001], suberror: "consent_required"),
        Actor(party: .user, error: "access_denied", codes: [65004]),
        Actor(party: .administrator, error: "interaction_required", codes: [53003]),
        Actor(party: .administrator, error: "invalid_grant", codes: [53000], suberror: "message_only"),
        Actor(party: .administrator, error: "consent_required", codes: [90094]),
        Actor(party: .administrator, error: "access_denied", codes: [50105]),
        Actor(party: .administrator, error: "invalid_request", codes: [500021]),
        Actor(party: .operator, error: "invalid_client", codes: [7_000_222], status: 401),
        Actor(party: .operator, error: "unauthorized_client", codes: [700016]),
        Actor(party: .operator, error: "consent_required", codes: [650057]),
        Actor(party: .operator, error: "invalid_request", codes: [900144]),
        Actor(party: .operator, error: "invalid_client", codes: [], isEntra: false),
        // Elsewhere numbers mean nothing.
        Actor(party: .user, error: "invalid_grant", codes: [7_000_222], isEntra: false),
    ]

    @Test("names who has to act", arguments: actors)
    func responsible(_ actor: Actor) {
        let refusal = ProviderRefusal(
            error: actor.error, suberror: actor.suberror, codes: actor.codes, status: actor.status)
        #expect(refusal.responsible(isEntra: actor.isEntra) == actor.party)
    }

    @Test("is an administrator's business where there is no user", arguments: ["invalid_grant", "consent_required"])
    func withoutUser(_ error: String) {
        let broker = BrokerError(
            ProviderRefusal(error: error, status: 400),
            RefusalContext(
                provider: "entra", isEntra: true, app: AppID(unchecked: "app_a"), account: nil, phase: .actingAlone))
        switch broker {
        case .appMisconfigured(_, _, let fault), .consentRequired(_, let fault):
            #expect(fault?.responsible == .administrator)
        default: Issue.record("\(broker)")
        }
    }

    @Test("tells an operator the page and the field of the portal, with the app's client id", arguments: cases)
    func hints(_ c: Case) {
        let refusal = ProviderRefusal(error: c.error, suberror: c.suberror, codes: c.codes, status: c.status)
        for phase in [RefusalContext.Phase.signIn, .refresh, .actingAlone] where c.isEntra {
            let error = BrokerError(
                refusal,
                RefusalContext(
                    provider: "entra", isEntra: true, app: AppID(unchecked: "app_a"), clientId: "client-1",
                    account: nil, phase: phase))
            guard case .appMisconfigured(_, let hint, _) = error else { continue }
            #expect(hint.contains("Entra admin center > "), "\(hint)")
            #expect(!hint.contains("{"), "\(hint)")
        }
    }

    /// A row as `proto-docs/oauth.md` prints it.
    static func documented(_ row: EntraCodes.Row) -> String {
        let codes = row.codes.map(String.init).joined(separator: ", ")
        let (kind, advice) =
            switch row.verdict {
            case .wait: ("`providerUnavailable`", "it passes")
            case .standBack: ("`rateLimited`", "Postern stays away for five minutes")
            case .signIn where row.responsible == .administrator:
                ("`signInRequired`", "do as the policy says or change it, and sign in again")
            case .signIn: ("`signInRequired`", "sign in again")
            case .spent: ("`signInRequired`, during a sign-in `codeExpired`", "sign in again")
            case .consent where row.responsible == .operator:
                ("`consentRequired`", "add the permission in the portal; then the user agrees")
            case .consent: ("`consentRequired`", "agree")
            case .denied: ("`signInDenied`", "allow it, or leave it")
            case .fixApp(let hint, _): ("`appMisconfigured`", hint)
            case .refused: ("`providerRejected`", "a fault of ours: tell us")
            }
        return "| \(codes) | \(row.meaning) | \(kind) | `\(row.responsible.rawValue)` | \(advice) |"
    }

    /// `POSTERN_UPDATE_DOCS=1` writes the table anew; otherwise one that differs fails.
    @Test("is documented number by number")
    func documentation() throws {
        let path = #filePath.replacing("Tests/OAuthTests/RefusalTests.swift", with: "proto-docs/oauth.md")
        let page = try String(contentsOfFile: path, encoding: .utf8)
        let head = "| AADSTS | Meaning | Kind | `provider.responsible` | What to do |\n|---|---|---|---|---|\n"
        let start = try #require(page.range(of: head)?.upperBound)
        let end = try #require(page.range(of: "\n\n", range: start..<page.endIndex)?.lowerBound)
        let table = EntraCodes.rows.map(Self.documented).joined(separator: "\n")
        if ProcessInfo.processInfo.environment["POSTERN_UPDATE_DOCS"] == "1" {
            try page.replacingCharacters(in: start..<end, with: table).write(
                toFile: path, atomically: true, encoding: .utf8)
            return
        }
        #expect(page[start..<end] == table, "run the tests with POSTERN_UPDATE_DOCS=1 and commit proto-docs/oauth.md")
    }

    @Test("keeps us away for five minutes where the provider suspects a loop")
    func loop() {
        let error = BrokerError(
            ProviderRefusal(error: "invalid_grant", codes: [50196], status: 400, retryAfterMs: 1_000),
            RefusalContext(
                provider: "entra", isEntra: true, app: AppID(unchecked: "app_a"), account: nil, phase: .refresh))
        guard case .rateLimited(_, let delay) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(delay == 300_000)
    }

    @Test("gives the number of a redirect's description, and nothing else of it")
    func description() {
        let refusal = ProviderRefusal(redirectError: "access_denied", description: "AADSTS65004: User declined CANARY")
        #expect(refusal.codes == [65004])
        #expect(refusal.code == "access_denied AADSTS65004")
        #expect(ProviderRefusal(redirectError: "x", description: "AADSTS").codes == [])
        #expect(ProviderRefusal(redirectError: "x", description: "AADSTS12345678901234567890").codes == [123_456_789])
        #expect(ProviderRefusal(redirectError: "a b", description: nil).error == "unreadable_error")
    }
}

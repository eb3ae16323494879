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
            7_000_215, 7_000_222, 7_000_218, 700025, 700016, 700011, 7_000_112, 70001, 700027, 700024, 50012, 50048,
            700213,
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

    /// A row as `proto-docs/oauth.md` prints it.
    static func documented(_ row: EntraCodes.Row) -> String {
        let codes = row.codes.map(String.init).joined(separator: ", ")
        let answer =
            switch row.verdict {
            case .wait: "`providerUnavailable`; nobody, it passes"
            case .standBack: "`rateLimited`; nobody, Postern stays away for five minutes"
            case .signIn: "`signInRequired`; the user signs in again"
            case .spent: "`signInRequired`, during a sign-in `codeExpired`; the user signs in again"
            case .consent: "`consentRequired`; the user or an administrator agrees"
            case .denied: "`signInDenied`; the user or the tenant's administrator"
            case .fixApp(let hint): "`appMisconfigured`; the operator: \(hint)"
            case .refused: "`providerRejected`; a fault of ours: tell us"
            }
        return "| \(codes) | \(row.meaning) | \(answer) |"
    }

    @Test("is documented number by number")
    func documentation() throws {
        let page = #filePath.replacing("Tests/OAuthTests/RefusalTests.swift", with: "proto-docs/oauth.md")
        let lines = Set(try String(contentsOfFile: page, encoding: .utf8).split(separator: "\n").map(String.init))
        for row in EntraCodes.rows.map(Self.documented) { #expect(lines.contains(row), "\(row)") }
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

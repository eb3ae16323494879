/// What the AADSTS numbers mean to us (reference sheet §A10; printed in `proto-docs/oauth.md`).
package enum EntraCodes {
    package struct Row: Sendable {
        package let codes: [Int]
        package let verdict: Verdict
        /// For the table in the documentation.
        package let meaning: String
    }

    package static func verdict(for code: Int) -> Verdict? { byCode[code] }

    private static let byCode: [Int: Verdict] = Dictionary(
        rows.flatMap { row in row.codes.map { ($0, row.verdict) } }, uniquingKeysWith: { first, _ in first })

    package static let rows: [Row] = [
        Row(codes: [90006, 90012, 90024, 90033, 90090, 90055, 70012], verdict: .wait, meaning: "passing fault"),
        Row(codes: [50196], verdict: .standBack, meaning: "taken for a loop"),
        Row(codes: [50173], verdict: .signIn, meaning: "revoked: password changed or reset, sessions revoked"),
        Row(codes: [700082], verdict: .signIn, meaning: "refresh token unused for too long"),
        Row(codes: [700084], verdict: .signIn, meaning: "refresh token of a single-page app after its 24 hours"),
        Row(codes: [70043, 70044], verdict: .signIn, meaning: "sign-in frequency policy"),
        Row(codes: [50132, 50133], verdict: .signIn, meaning: "session ended or password changed"),
        Row(codes: [50085, 50139], verdict: .signIn, meaning: "refresh token needs a sign-in"),
        Row(codes: [70008, 70000, 50089], verdict: .spent, meaning: "code or refresh token expired or unreadable"),
        Row(codes: [54005], verdict: .spent, meaning: "code already redeemed"),
        Row(codes: [50034, 51004], verdict: .signIn, meaning: "no such user in this tenant"),
        Row(
            codes: [50053, 50057, 50055, 50126], verdict: .signIn,
            meaning: "account locked, disabled, or its password expired or wrong"),
        Row(
            codes: [50076, 50079, 50072, 50074, 50078, 50158], verdict: .signIn,
            meaning: "multi-factor or external challenge"),
        Row(
            codes: [53000, 53001, 50097, 50129, 53003, 530032, 530035], verdict: .signIn,
            meaning: "device or Conditional Access policy"),
        Row(codes: [53004, 50125, 50135, 50144], verdict: .signIn, meaning: "user has to register or renew something"),
        Row(
            codes: [65001, 650056, 650057], verdict: .consent, meaning: "not consented, or missing in the registration"),
        Row(codes: [90094, 90095], verdict: .consent, meaning: "an administrator has to consent"),
        Row(codes: [65004], verdict: .denied, meaning: "the user declined"),
        Row(codes: [50105], verdict: .denied, meaning: "user not assigned to the enterprise app"),
        Row(
            codes: [500021, 500022, 500212, 500213, 90123], verdict: .denied,
            meaning: "tenant restrictions or cross-tenant policy"),
        Row(
            codes: [70011, 28000, 28002, 28003, 700022, 700023, 50001, 500011, 650052, 650054, 65005, 901002],
            verdict: .fixApp(hint: "a scope or its resource is wrong or not enabled in the tenant: check extraScopes"),
            meaning: "scope or resource"),
        Row(
            codes: [700016, 700011],
            verdict: .fixApp(hint: "the tenant does not know this client id: check clientId, authority and cloud"),
            meaning: "unknown client id"),
        Row(
            codes: [7_000_112, 70001], verdict: .fixApp(hint: "the app is disabled in its tenant"),
            meaning: "app disabled"),
        Row(
            codes: [7_000_215, 70002],
            verdict: .fixApp(
                hint: "the client secret is wrong: copy the column Value, not Secret ID, of a new secret to updateApp"),
            meaning: "client secret wrong"),
        Row(
            codes: [7_000_222],
            verdict: .fixApp(
                hint: "the client secret has expired: make a new one in the portal and give it to updateApp"),
            meaning: "client secret expired"),
        Row(
            codes: [7_000_218],
            verdict: .fixApp(
                hint: "the portal has this app as a web client: give its secret, or allow public client flows"),
            meaning: "client secret missing"),
        Row(
            codes: [700025],
            verdict: .fixApp(
                hint: "the portal has this redirect URL under a public client: register the app without secret"),
            meaning: "client secret sent by a public client"),
        Row(
            codes: [700027, 700024, 50012, 50048, 700213],
            verdict: .fixApp(hint: "the client assertion was refused: check certificate and clock"),
            meaning: "client assertion"),
        Row(
            codes: [90002, 50059, 90019, 90038, 900382, 900432],
            verdict: .fixApp(hint: "the tenant was not found there: check authority and cloud"),
            meaning: "tenant or cloud"),
        Row(
            codes: [50011],
            verdict: .fixApp(hint: "the redirect URL is not registered in the portal exactly as it is here"),
            meaning: "redirect URL"),
        Row(
            codes: [50194, 9_002_332, 9_002_331, 50020, 500208, 700005],
            verdict: .fixApp(hint: "the app's supported account types do not fit its authority: check authority"),
            meaning: "account type and authority"),
        Row(
            codes: [9_002_327],
            verdict: .fixApp(
                hint: "the portal has this redirect URL as a single-page app: register it as web or mobile"),
            meaning: "single-page app"),
        Row(
            codes: [70003, 9_001_023], verdict: .fixApp(hint: "the app may not use this grant with this authority"),
            meaning: "grant type not allowed"),
        Row(
            codes: [50147, 501481, 501491, 900144, 9_002_313, 90014], verdict: .refused,
            meaning: "a parameter is missing or wrong: a fault of ours"),
    ]
}

extension EntraCodes {
    /// What the operator of an app has to correct, and where.
    static let apps: [Row] = [
        Row(
            codes: [70011, 28000, 28002, 28003, 700022, 700023, 50001, 500011, 650052, 650054, 65005, 901002],
            verdict: .fixApp(
                hint: "a scope or its resource is wrong or not enabled in the tenant: compare extraScopes with "
                    + Portal.permissions),
            meaning: "scope or resource"),
        Row(
            codes: [700016, 700011],
            verdict: .fixApp(
                hint: "the tenant does not know this client id: compare clientId with \(Portal.clientId), and check "
                    + "authority and cloud", .registration),
            meaning: "unknown client id"),
        Row(
            codes: [7_000_112, 70001],
            verdict: .fixApp(hint: "the app is disabled in its tenant: \(Portal.enabled)", .registration),
            meaning: "app disabled"),
        Row(
            codes: [7_000_215, 70002],
            verdict: .fixApp(
                hint: "the client secret is wrong: give updateApp the Value, not the Secret ID, of a new one from "
                    + Portal.secrets, .credential),
            meaning: "client secret wrong"),
        Row(
            codes: [7_000_222],
            verdict: .fixApp(
                hint: "the client secret has expired: make a new one and give updateApp its Value: \(Portal.secrets)",
                .credential),
            meaning: "client secret expired"),
        Row(
            codes: [7_000_218],
            verdict: .fixApp(
                hint: "the portal has this app as a confidential client: give updateApp a secret from "
                    + "\(Portal.secrets), or say Yes at \(Portal.publicFlows)", .credential),
            meaning: "client secret or assertion missing"),
        Row(
            codes: [700025],
            verdict: .fixApp(
                hint: "the portal has this redirect URL under a public client: put it under Web at "
                    + "\(Portal.redirects), or register the app here without a secret"),
            meaning: "client secret sent by a public client"),
        Row(
            codes: [700027, 700024, 50012, 50027, 50048],
            verdict: .fixApp(
                hint:
                    "the client assertion was refused: compare a certificate with \(Portal.certificates), an assertion "
                    + "file with \(Portal.federatedCredentials), and check this machine's clock", .credential),
            meaning: "client assertion"),
        Row(
            codes: [700213, 70021],
            verdict: .fixApp(
                hint: "the issuer of the assertion file is not trusted: compare its iss, sub and aud with "
                    + Portal.federated, .credential),
            meaning: "federated credential does not match"),
        Row(
            codes: [90002, 50059, 90019, 90038, 900382, 900432],
            verdict: .fixApp(
                hint: "the tenant was not found there: compare authority with \(Portal.tenant), and check cloud"),
            meaning: "tenant or cloud"),
        Row(
            codes: [50011],
            verdict: .fixApp(
                hint: "the redirect URL is not registered exactly as it is here: \(Portal.redirects)"),
            meaning: "redirect URL"),
        Row(
            codes: [50194, 9_002_332, 9_002_331, 50020, 500208, 700005],
            verdict: .fixApp(
                hint: "the accounts that the app is for do not fit its authority: compare authority with "
                    + Portal.accountTypes),
            meaning: "account type and authority"),
        Row(
            codes: [9_002_327],
            verdict: .fixApp(
                hint: "the portal has this redirect URL as a single-page app: put it under Web, or Mobile and desktop, "
                    + "at \(Portal.redirects)"),
            meaning: "single-page app"),
        Row(
            codes: [70003, 9_001_023],
            verdict: .fixApp(
                hint: "the app may not use this grant with this authority: see \(Portal.accountTypes), and "
                    + Portal.publicFlows),
            meaning: "grant type not allowed"),
    ]
}

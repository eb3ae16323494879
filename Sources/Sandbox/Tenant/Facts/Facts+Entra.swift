/// The facts that are Entra's.
extension Facts {
    package static let entra: [any AnyFact] =
        [
            pkceVerified, codeSingleUse, codeLifetimeSeconds, codeBoundToClient, redirectPortIgnored,
            redirectRootSlash, redirectsAsForms, stateStripped, redirectMismatchCode, missingVerifierCode,
            errorPageStatus, silentConsentError,
            issuerTemplate, basicAnnounced, pkceAnnounced, regionAnnounced, assertionAlgorithmsAnnounced,
        ] + entraScopes + entraTokens + entraClients + entraDevices

    private static let entraScopes: [any AnyFact] = [
        twoResources, twoResourcesCode, twoResourcesError, unknownScopeError, emptyScopeAtRedemption, oidcScopeEcho,
        scopesAsAsked, grantedScopes, partialConsent, unlistedPermissions, personalSharedScopes, appScopeCode,
    ]
    private static let entraTokens: [any AnyFact] = [
        accessTokenSeconds, claimsTokenSeconds, appTokenSeconds, expiresInText, workTokenForm, tokenNonce,
        idTokenBackdatedSeconds, refreshRotation, refreshIdleSeconds, spaRefreshSeconds, offlineAccessNeeded,
        signInFrequencyCode, passwordChangeRevokes, descriptionBreaks,
    ]
    private static let entraClients: [any AnyFact] = [
        audienceChecked, personalAppCode, personalAppOnCommon, basicAccepted, assertionSkewSeconds, assertionReplay,
        assertionAudienceCode, federatedCode, spaOriginNeeded,
    ]
    private static let entraDevices: [any AnyFact] = [
        deviceCodeSeconds, deviceInterval, deviceSlowDown, deviceExpiredCode, deviceDeclinedError, personalDevicePath,
    ]

    package enum TwoResources: String, CaseIterable, FactValue { case refuse, first }
    package enum EmptyScope: String, CaseIterable, FactValue { case original, refuse }
    package enum ScopeEcho: String, CaseIterable, FactValue { case none, identity, all }
    package enum GrantedScopes: String, CaseIterable, FactValue { case requested, consented }
    package enum PartialConsent: String, CaseIterable, FactValue { case refuse, grantRest }
    package enum Unlisted: String, CaseIterable, FactValue { case refuse, consent }
    package enum Unsupported: String, CaseIterable, FactValue { case refuse, drop }
    package enum TokenForm: String, CaseIterable, FactValue { case jwt, opaque }
    package enum Rotation: String, CaseIterable, FactValue { case lenient, strict, same }
    package enum Replay: String, CaseIterable, FactValue { case allowed, refused }

    // MARK: Authorizing

    package static let pkceVerified = Fact(
        "entra.pkceVerified", true, "a code that was asked for with a challenge needs its verifier", source: "§A5",
        mark: .confirmed)
    package static let codeSingleUse = Fact(
        "entra.codeSingleUse", true, "a code is good once; the second time is AADSTS54005", source: "§A5",
        mark: .confirmed)
    package static let codeLifetimeSeconds = Fact(
        "entra.codeLifetimeSeconds", 600, "a code lives ten minutes; in practice it may be one", source: "§A5, §G",
        mark: .uncertain)
    package static let codeBoundToClient = Fact(
        "entra.codeBoundToClient", true, "a code is good for the app that it was made for", source: "§F1",
        mark: .confirmed)
    package static let redirectPortIgnored = Fact(
        "entra.redirectPortIgnored", true, "the port of a loopback redirect URI is not compared", source: "§A5",
        mark: .confirmed)
    package static let redirectRootSlash = Fact(
        "entra.redirectRootSlash", true, "a redirect URI without a path comes back with a slash", source: "§A5",
        mark: .confirmed)
    package static let redirectsAsForms = Fact(
        "entra.redirectsAsForms", true, "the fields of a redirect have + for a space, and escapes in lower case",
        source: "§A5", mark: .practice)
    package static let stateStripped = Fact(
        "entra.stateStripped", true, "what looks like HTML's tags is taken out of a state before it comes back",
        source: "§A5", mark: .uncertain)
    package static let redirectMismatchCode = Fact(
        "entra.redirectMismatchCode", 50011, "what another redirect_uri at the token endpoint is refused with",
        source: "§A10", mark: .uncertain)
    package static let missingVerifierCode = Fact(
        "entra.missingVerifierCode", 50147, "what a missing code_verifier is refused with", source: "§A10",
        mark: .uncertain)
    package static let errorPageStatus = Fact(
        "entra.errorPageStatus", 400, "the HTTP status of a page that shows an error instead of redirecting",
        source: "§F1", mark: .uncertain)
    package static let silentConsentError = Fact(
        "entra.silentConsentError", "consent_required", "what prompt=none answers where a consent is missing",
        source: "§A5", mark: .practice)
    package static let issuerTemplate = Fact(
        "entra.issuerTemplate", true, "common and organizations publish an issuer with {tenantid} in it",
        source: "§A1", mark: .confirmed)
    package static let basicAnnounced = Fact(
        "entra.basicAnnounced", true, "discovery lists client_secret_basic", source: "§A1", mark: .uncertain)
    package static let pkceAnnounced = Fact(
        "entra.pkceAnnounced", false, "discovery has no code_challenge_methods_supported", source: "§A1",
        mark: .uncertain)
    package static let regionAnnounced = Fact(
        "entra.regionAnnounced", true, "discovery names the cloud, its Graph and a region", source: "§A1",
        mark: .uncertain)
    package static let assertionAlgorithmsAnnounced = Fact(
        "entra.assertionAlgorithmsAnnounced", false,
        "discovery has no token_endpoint_auth_signing_alg_values_supported", source: "§A1", mark: .uncertain)

    // MARK: Scopes

    package static let twoResources = Fact(
        "entra.twoResources", TwoResources.refuse,
        "scopes of two resources at the token endpoint are refused, not cut to the first", source: "§A4",
        mark: .confirmed)
    package static let twoResourcesCode = Fact(
        "entra.twoResourcesCode", 28000, "what they are refused with; older is 700022", source: "§A4, §G",
        mark: .uncertain)
    package static let twoResourcesError = Fact(
        "entra.twoResourcesError", "invalid_request", "and as which OAuth error", source: "§A4, §G", mark: .uncertain)
    package static let unknownScopeError = Fact(
        "entra.unknownScopeError", "invalid_scope", "the OAuth error of AADSTS70011", source: "§A3, §G",
        mark: .uncertain)
    package static let emptyScopeAtRedemption = Fact(
        "entra.emptyScopeAtRedemption", EmptyScope.original,
        "a code redeemed without a resource in scope gives a token for the first resource that was authorized, "
            + "rather than AADSTS28003",
        source: "§A4", mark: .confirmed)
    package static let oidcScopeEcho = Fact(
        "entra.oidcScopeEcho", ScopeEcho.none,
        "which of openid, profile, email and offline_access the returned scope names", source: "§A4, §F1",
        mark: .practice)
    package static let scopesAsAsked = Fact(
        "entra.scopesAsAsked", true, "returned scopes carry the prefix that was asked with, not the resource's own",
        source: "§A4", mark: .practice)
    package static let grantedScopes = Fact(
        "entra.grantedScopes", GrantedScopes.requested,
        "a token has the scopes that were asked for, not all that were ever consented to for its resource",
        source: "§A7", mark: .uncertain)
    package static let partialConsent = Fact(
        "entra.partialConsent", PartialConsent.refuse,
        "a token request for permissions of which only some were agreed to is AADSTS65001, and not answered with the rest",
        source: "§A10", mark: .uncertain)
    package static let unlistedPermissions = Fact(
        "entra.unlistedPermissions", Unlisted.refuse,
        "a permission that the registration does not list cannot be asked for (AADSTS650057)", source: "§A10",
        mark: .uncertain)
    package static let personalSharedScopes = Fact(
        "entra.personalSharedScopes", Unsupported.refuse,
        "a personal account that is asked for a work-only scope refuses (AADSTS70011) instead of leaving it out",
        source: "§A3", mark: .uncertain)
    package static let appScopeCode = Fact(
        "entra.appScopeCode", 70011, "what client credentials without exactly one /.default are refused with",
        source: "§A3", mark: .uncertain)

    // MARK: Tokens

    package static let accessTokenSeconds = Fact(
        "entra.accessTokenSeconds", 0, "how long an access token lives; 0: 60 to 90 minutes at random",
        source: "§A8", mark: .confirmed)
    package static let claimsTokenSeconds = Fact(
        "entra.claimsTokenSeconds", 0, "the same for a client that says cp1; 0: 20 to 28 hours at random",
        source: "§A8", mark: .confirmed)
    package static let appTokenSeconds = Fact(
        "entra.appTokenSeconds", 3599, "the same for an app by itself", source: "§A12", mark: .confirmed)
    package static let expiresInText = Fact(
        "entra.expiresInText", false, "expires_in is a number, not a decimal string as in v1", source: "§A5",
        mark: .confirmed)
    package static let workTokenForm = Fact(
        "entra.workTokenForm", TokenForm.jwt, "access tokens of work accounts look like JWTs", source: "§A5",
        mark: .confirmed)
    package static let tokenNonce = Fact(
        "entra.tokenNonce", true, "they have a nonce in their header that makes others' signature checks fail",
        source: "§A5", mark: .confirmed)
    package static let idTokenBackdatedSeconds = Fact(
        "entra.idTokenBackdatedSeconds", 300, "iat and nbf of tokens lie so many seconds back", source: "§A6",
        mark: .uncertain)
    package static let refreshRotation = Fact(
        "entra.refreshRotation", Rotation.lenient,
        "a refresh gives a new refresh token and leaves the old one good", source: "§A8", mark: .confirmed)
    package static let refreshIdleSeconds = Fact(
        "entra.refreshIdleSeconds", 7_776_000, "a refresh token dies after 90 days without use", source: "§A8",
        mark: .confirmed)
    package static let spaRefreshSeconds = Fact(
        "entra.spaRefreshSeconds", 86_400, "those of single-page apps die a day after the sign-in", source: "§A8",
        mark: .confirmed)
    package static let offlineAccessNeeded = Fact(
        "entra.offlineAccessNeeded", true, "a refresh token comes only with offline_access", source: "§A5",
        mark: .confirmed)
    package static let signInFrequencyCode = Fact(
        "entra.signInFrequencyCode", 70043, "what an overdue sign-in is refused with; 70044 is said to exist",
        source: "§A10, §G", mark: .uncertain)
    package static let passwordChangeRevokes = Fact(
        "entra.passwordChangeRevokes", true, "a new password revokes refresh tokens of public clients (AADSTS50173)",
        source: "§A8", mark: .confirmed)
    package static let descriptionBreaks = Fact(
        "entra.descriptionBreaks", false, "the parts of error_description are parted by spaces, not by line ends",
        source: "§A10", mark: .confirmed)

    // MARK: Clients

    package static let audienceChecked = Fact(
        "entra.audienceChecked", true, "an app is served only at the endpoints of its signInAudience", source: "§A1",
        mark: .confirmed)
    package static let personalAppCode = Fact(
        "entra.personalAppCode", 9_002_331, "what a personal-only app is refused with at a work endpoint",
        source: "§A1, §G", mark: .uncertain)
    package static let personalAppOnCommon = Fact(
        "entra.personalAppOnCommon", true, "a personal-only app is served at common", source: "§A1", mark: .uncertain)
    package static let basicAccepted = Fact(
        "entra.basicAccepted", true, "a client may give its secret by HTTP Basic", source: "§A5", mark: .confirmed)
    package static let assertionSkewSeconds = Fact(
        "entra.assertionSkewSeconds", 300, "by how much an assertion's times may be off", source: "§A9",
        mark: .uncertain)
    package static let assertionReplay = Fact(
        "entra.assertionReplay", Replay.allowed,
        "an assertion may be presented again until it expires: MSAL does so for nine minutes", source: "§A9, §F1",
        mark: .uncertain)
    package static let assertionAudienceCode = Fact(
        "entra.assertionAudienceCode", 700_023, "what an assertion for another audience is refused with",
        source: "§A9", mark: .uncertain)
    package static let federatedCode = Fact(
        "entra.federatedCode", 700_213, "what an assertion of nobody trusted is refused with; older is 70021",
        source: "§A9, §G", mark: .uncertain)
    package static let spaOriginNeeded = Fact(
        "entra.spaOriginNeeded", true, "codes of a single-page app are redeemed with an Origin header only",
        source: "§A5", mark: .practice)

    // MARK: Device code

    package static let deviceCodeSeconds = Fact(
        "entra.deviceCodeSeconds", 900, "how long a device code lives", source: "§A11", mark: .confirmed)
    package static let deviceInterval = Fact(
        "entra.deviceInterval", 5, "seconds between polls", source: "§A11", mark: .confirmed)
    package static let deviceSlowDown = Fact(
        "entra.deviceSlowDown", true, "polls that come too soon are told slow_down", source: "§A11", mark: .practice)
    package static let deviceExpiredCode = Fact(
        "entra.deviceExpiredCode", 70019, "what an expired device code is refused with; 70020 is said to exist",
        source: "§A11, §G", mark: .uncertain)
    package static let deviceDeclinedError = Fact(
        "entra.deviceDeclinedError", "authorization_declined",
        "the OAuth error of a declined device code; the other is access_denied", source: "§A11", mark: .confirmed)
    package static let personalDevicePath = Fact(
        "entra.personalDevicePath", "link", "the page to which personal accounts are sent; work accounts: devicelogin",
        source: "§A11", mark: .uncertain)
}

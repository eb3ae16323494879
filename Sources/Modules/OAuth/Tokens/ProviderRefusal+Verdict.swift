package import Domain

extension ProviderRefusal {
    /// What it means: the error decides first, then the suberror, then the numbers, because Microsoft may change these
    /// (reference sheet §A10). Numbers are read only where they are Microsoft's.
    package func verdict(isEntra: Bool) -> Verdict {
        if isEntra, codes.contains(50196) { return .standBack }
        if status == 429 || status.map({ $0 >= 500 }) == true { return .wait }
        let (byError, isFinal) = Self.verdicts[error] ?? (.refused, false)
        guard isEntra, !isFinal else { return byError }
        if let suberror, let bySuberror = Self.suberrors[suberror] { return bySuberror }
        return row?.verdict ?? byError.at(Self.pages[error])
    }

    /// Who has to act; the number says it best, where it decides.
    package func responsible(isEntra: Bool) -> ResponsibleParty {
        let verdict = verdict(isEntra: isEntra)
        guard isEntra, let row, row.verdict == verdict else { return verdict.responsible }
        return row.responsible
    }

    /// What the first number that we know means.
    private var row: EntraCodes.Row? {
        codes.lazy.compactMap { EntraCodes.row(for: $0, error: error) }.first
    }

    /// By `error`; those marked final are not refined by anything (RFC 6749, sections 4.1.2.1 and 5.2; OpenID Connect
    /// Core 1.0, section 3.1.2.6).
    private static let verdicts: [String: (Verdict, isFinal: Bool)] = [
        "temporarily_unavailable": (.wait, true),
        "server_error": (.wait, true),
        "slow_down": (.wait, true),
        "interaction_required": (.signIn, true),
        "login_required": (.signIn, true),
        "account_selection_required": (.signIn, true),
        "consent_required": (.consent, true),
        "access_denied": (.denied, false),
        "invalid_grant": (.spent, false),
        "invalid_client": (
            .fixApp(hint: "the provider does not accept client id or credential: check both", .credential), false
        ),
        "unauthorized_client": (
            .fixApp(hint: "the app may not do this at its provider: check its registration"), false
        ),
        "invalid_scope": (.fixApp(hint: "a scope is not known or not allowed: check extraScopes"), false),
        "invalid_resource": (
            .fixApp(hint: "a resource is not known in the tenant: check extraScopes and cloud"), false
        ),
        "unsupported_grant_type": (.fixApp(hint: "the provider does not offer this grant type to the app"), false),
        "unsupported_response_type": (.fixApp(hint: "the provider does not offer the code flow to the app"), false),
        "invalid_request": (.refused, false),
    ]

    /// Where Microsoft's portal has what an error without a known number is about.
    private static let pages = [
        "invalid_client": Portal.credentials, "unauthorized_client": Portal.clientId,
        "invalid_scope": Portal.permissions,
        "invalid_resource": Portal.permissions, "unsupported_grant_type": Portal.publicFlows,
        "unsupported_response_type": Portal.redirects,
    ]

    private static let suberrors: [String: Verdict] = [
        "consent_required": .consent,
        "bad_token": .spent,
        "token_expired": .spent,
        "basic_action": .signIn,
        "additional_action": .signIn,
        "message_only": .signIn,
        "user_password_expired": .signIn,
        "protection_policy_required": .signIn,
        "device_authentication_failed": .signIn,
        "client_mismatch": .fixApp(
            hint: "the refresh token belongs to another client id: compare clientId with \(Portal.clientId)"),
    ]
}

extension Verdict {
    /// The same, with the page of a portal where the operator has to look.
    fileprivate func at(_ page: String?) -> Verdict {
        guard case .fixApp(let hint, let concern) = self, let page else { return self }
        return .fixApp(hint: "\(hint); \(page)", concern)
    }
}

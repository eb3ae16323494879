internal import Broker
internal import Domain
internal import Transport

extension AppVerifier {
    /// Asks for a sign-in that must not show anything (`prompt=none`). Nobody is signed in here, so that the provider sends
    /// the browser back at once, and only to a URL that is registered; any other it shows as an error on a page of its own
    /// (OpenID Connect Core 1.0, section 3.1.2.6; RFC 6749, section 4.1.2.1; reference sheet, section A5).
    func redirect(to url: String, at provider: ProviderMetadata, _ plan: ScopePlan) async -> AppVerification.Step {
        let name = "redirect \(url)"
        do throws(BrokerError) {
            let response = try await client.response(at: silentSignIn(url, at: provider, plan), of: provider.name)
            if response.status == 429 || response.status >= 500 {
                throw error(of: response, at: provider, phase: .signIn)
            }
            if let back = response.header("Location"), (300...399).contains(response.status), Self.leads(back, to: url)
            {
                if let refusal = Self.refusal(in: back) { throw BrokerError(refusal, context(of: provider, .signIn)) }
                return .passed(name, "the provider sends browsers back there")
            }
            if provider.isEntra, let refusal = Self.refusal(onPage: response.text) {
                throw BrokerError(refusal, context(of: provider, .signIn))
            }
            return .skipped(name, "the provider answers with a page of its own, which only a browser can judge")
        } catch {
            return .failed(name, error)
        }
    }

    private func silentSignIn(_ url: String, at provider: ProviderMetadata, _ plan: ScopePlan) -> String {
        var fields: [(name: String, value: String)] = [
            (name: "client_id", value: app.clientId), (name: "response_type", value: "code"),
            (name: "redirect_uri", value: url),
            (name: "scope", value: plan.requestedFromUser.joined(separator: provider.scopeSeparator)),
            (name: "state", value: Base64(randomness.bytes(16)).urlText),
            (name: "nonce", value: Base64(randomness.bytes(16)).urlText),
            (name: "code_challenge", value: PKCE(randomness: randomness).challenge),
            (name: "code_challenge_method", value: "S256"), (name: "prompt", value: "none"),
        ]
        if provider.isEntra { fields.append((name: "response_mode", value: "query")) }
        let separator = provider.authorizationEndpoint.contains("?") ? "&" : "?"
        return provider.authorizationEndpoint + separator + FormEncoding.encode(fields)
    }

    /// A URL without a path comes back with a slash (reference sheet, section A5).
    private static func leads(_ location: String, to url: String) -> Bool {
        guard location.hasPrefix(url) else { return false }
        return ["", "?", "&", "/", "#"].contains(location.dropFirst(url.count).prefix(1))
    }

    /// What the redirect complains of, unless it is that nobody is signed in, or has agreed yet.
    private static func refusal(in location: String) -> ProviderRefusal? {
        guard let redirect = try? OAuthRedirect(url: location),
            case .error(let error, let description) = redirect.answer,
            !expected.contains(error)
        else { return nil }
        return ProviderRefusal(redirectError: error, description: description)
    }

    /// OpenID Connect Core 1.0, section 3.1.2.6; `consent_required` is Entra's, too.
    private static let expected: Set<String> = [
        "login_required", "interaction_required", "consent_required", "account_selection_required", "access_denied",
    ]

    /// Entra's own error page names its number somewhere.
    private static func refusal(onPage text: String) -> ProviderRefusal? {
        guard let mark = text.firstRange(of: "AADSTS")?.lowerBound,
            let code = ProviderRefusal.code(in: String(text[mark...].prefix(32))),
            case .fixApp? = EntraCodes.verdict(for: code)
        else { return nil }
        return ProviderRefusal(error: "invalid_request", codes: [code])
    }
}

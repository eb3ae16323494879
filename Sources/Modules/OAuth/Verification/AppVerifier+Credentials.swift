internal import Broker
internal import Domain

extension AppVerifier {
    /// Each credential by itself, since the daemon would otherwise pass over one that is refused.
    func credentials(
        at provider: ProviderMetadata, _ plan: ScopePlan, _ code: Credential?
    ) async -> [AppVerification.Step] {
        guard !registered.proofs.isEmpty else {
            guard let code else { return [await byWrongToken("publicClient", .none, at: provider, plan)] }
            return [await byUnusedCode("publicClient", code, at: provider)]
        }
        var steps: [AppVerification.Step] = []
        for proof in registered.proofs {
            let name = Self.name(of: proof)
            if let demand = applicationDemands.first {
                steps.append(await acting(name, on: demand, by: .only(proof.id)))
            } else {
                steps.append(await byWrongToken(name, .only(proof.id), at: provider, plan))
            }
        }
        return steps
    }

    static func name(of proof: ClientProof) -> String { "credential \(proof.id)" }

    /// With a device code that nobody has entered: Entra looks at the kind of the client before it says that the user is not
    /// done, which it does not before it refuses a made-up refresh token (RFC 8628, section 3.5; AADSTS7000218).
    private func byUnusedCode(
        _ name: String, _ code: Credential, at provider: ProviderMetadata
    ) async -> AppVerification.Step {
        let request = TokenRequest(
            fields: [
                (name: "grant_type", value: "urn:ietf:params:oauth:grant-type:device_code"),
                (name: "device_code", value: code.withExposed { $0 }),
            ], phase: .signIn, proofs: .none)
        do throws(TokenFailure) {
            _ = try await endpoint.ask(request, at: provider, as: registered)
            return .failed(
                name,
                .providerRejected(
                    "the provider gives tokens for a device code that nobody entered",
                    ProviderFault(name: provider.name)))
        } catch {
            switch DeviceWord(error.refusal) {
            case .pending, .slowDown: return .passed(name, "the provider takes the app without a credential")
            case .spent, .declined, .other: return .failed(name, error.error)
            }
        }
    }

    /// With a refresh token that nobody ever issued: a provider looks at the client before it looks at the token (RFC 6749,
    /// section 6), so that `invalid_client` is said of the credential and `invalid_grant` of the token.
    private func byWrongToken(
        _ name: String, _ proofs: ProofChoice, at provider: ProviderMetadata, _ plan: ScopePlan
    ) async -> AppVerification.Step {
        let request = TokenRequest(
            fields: [
                (name: "grant_type", value: "refresh_token"),
                (name: "refresh_token", value: "made-up-to-verify-an-app-\(Base64(randomness.bytes(24)).urlText)"),
            ], scopes: plan.namesScopes ? plan.resources.first.map { plan.requested(for: $0) } : nil, phase: .refresh,
            proofs: proofs)
        do throws(TokenFailure) {
            _ = try await endpoint.ask(request, at: provider, as: registered)
            return .failed(
                name,
                .providerRejected(
                    "the provider gives tokens for a refresh token that it never issued",
                    ProviderFault(name: provider.name)))
        } catch {
            // Whatever is not about the app is about the token.
            guard error.refusal != nil, error.concern == nil, !error.error.isPassing else {
                return .failed(name, error.error)
            }
            return .passed(name, "the provider refused a made-up refresh token, and not the client")
        }
    }

    /// When a credential ends. What the operator said of it is no better than what the provider just did.
    func expiry(of proof: ClientProof, isTaken: Bool) -> AppVerification.Step {
        let name = "expiry \(proof.id)"
        if case .assertion = proof.means {
            return .skipped(name, "whoever writes the assertion file renews it")
        }
        guard let end = proof.expiresAt else {
            return .skipped(name, "nobody said when it ends: give updateApp what the provider's portal shows")
        }
        let left = clock.now().duration(to: end).components.seconds
        guard left > 0 else {
            if isTaken, case .secret = proof.means {
                return .passed(
                    name,
                    "secretExpiresAt is over, and the provider still takes it: give updateApp what the portal shows")
            }
            return .failed(name, .appMisconfigured(app.id, hint: "it has ended: give updateApp a new one", nil))
        }
        let days = left / 86_400
        return .passed(
            name,
            days > 30
                ? "it ends in \(days) days" : "it ends in \(days) days: make the next one now, both work side by side")
    }
}

extension BrokerError {
    /// Whether it says nothing of what was asked.
    fileprivate var isPassing: Bool {
        switch self {
        case .providerUnavailable, .rateLimited: true
        default: false
        }
    }
}

internal import Broker
internal import Domain

extension AppVerifier {
    /// Each credential by itself, since the daemon would otherwise pass over one that is refused.
    func credentials(at provider: ProviderMetadata, _ plan: ScopePlan) async -> [AppVerification.Step] {
        guard !registered.proofs.isEmpty else {
            return [await byWrongToken("publicClient", .none, at: provider, plan)]
        }
        var steps: [AppVerification.Step] = []
        for proof in registered.proofs {
            let name = "credential \(proof.id)"
            if let demand = applicationDemands.first {
                steps.append(await acting(name, on: demand, by: .only(proof.id)))
            } else {
                steps.append(await byWrongToken(name, .only(proof.id), at: provider, plan))
            }
        }
        return steps
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

    /// When a credential ends.
    func expiry(of proof: ClientProof) -> AppVerification.Step {
        let name = "expiry \(proof.id)"
        guard let end = proof.expiresAt else {
            return .skipped(name, "nobody said when it ends: give updateApp what the provider's portal shows")
        }
        let left = clock.now().duration(to: end).components.seconds
        guard left > 0 else {
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

internal import Broker
internal import Domain

extension AppVerifier {
    /// What an app may ask for without a user.
    struct ApplicationDemand {
        let resource: Resource
        let scope: String
        /// Another tenant than the app's own.
        let tenant: String?
    }

    /// Empty where the app cannot act alone. Without a tenant of its own it is tried where an administrator agreed last.
    var applicationDemands: [ApplicationDemand] {
        let tenants = [nil, app.adminConsents.max { $0.at < $1.at }?.tenant]
        for tenant in tenants {
            let demands = Resource.allCases.compactMap { resource in
                (try? directory.applicationScope(of: registered, in: tenant, for: resource)).map {
                    ApplicationDemand(resource: resource, scope: $0, tenant: tenant)
                }
            }
            if !demands.isEmpty { return demands }
        }
        return []
    }

    /// Tokens of the app itself, one for each resource; they are thrown away.
    func applicationTokens(at provider: ProviderMetadata) async -> [AppVerification.Step] {
        guard provider.isEntra, !registered.proofs.isEmpty else { return [] }
        let demands = applicationDemands
        guard !demands.isEmpty else {
            return [
                .skipped(
                    "applicationToken",
                    "an app gets tokens without a user in one tenant only, its authority names none, and no "
                        + "administrator has agreed yet")
            ]
        }
        var steps: [AppVerification.Step] = []
        for demand in demands {
            steps.append(await acting("applicationToken \(demand.resource.rawValue)", on: demand, by: .inOrder))
        }
        return steps
    }

    func acting(
        _ name: String, on demand: ApplicationDemand, by proofs: ProofChoice
    ) async -> AppVerification.Step {
        let provider: ProviderMetadata
        do throws(BrokerError) {
            provider = try await directory.metadata(of: app, in: demand.tenant)
        } catch {
            return .failed(name, error)
        }
        let request = TokenRequest(
            fields: [(name: "grant_type", value: "client_credentials")], scopes: [demand.scope], phase: .actingAlone,
            tenant: demand.tenant, proofs: proofs)
        do throws(TokenFailure) {
            _ = try await endpoint.ask(request, at: provider, as: registered)
            return .passed(name, "the provider gives a token to the app itself; an administrator decides what it opens")
        } catch {
            return .failed(name, error.error)
        }
    }
}

internal import Broker
internal import Domain
internal import JSON
internal import Transport

extension AppVerifier {
    /// Asks for a device code that nobody will use: who gives one knows the client id and takes the scopes (RFC 8628,
    /// section 3.1). Entra gives it without a proof of the client.
    func deviceCode(at provider: ProviderMetadata, _ plan: ScopePlan) async -> AppVerification.Step {
        let name = "client"
        guard let url = provider.deviceEndpoint else {
            return .skipped(name, "the provider has no device codes, by which the client id could be tried")
        }
        guard provider.isEntra || registered.proofs.isEmpty else {
            return .skipped(name, "the client id is tried along with its credentials")
        }
        do throws(BrokerError) {
            // A device code is for one resource.
            for resource in plan.resources {
                try await askForCode(plan.requested(for: resource), at: url, of: provider)
            }
            return .passed(name, "the provider knows the client id and takes the scopes")
        } catch {
            // A client of the code flow alone is none the worse for it.
            if error.verifiedFault?.code == "unauthorized_client" {
                return .skipped(name, "the app may not use device codes, by which the client id could be tried")
            }
            return .failed(name, error)
        }
    }

    private func askForCode(
        _ scopes: [String], at url: String, of provider: ProviderMetadata
    ) async throws(BrokerError) {
        let form = [
            (name: "client_id", value: app.clientId),
            (name: "scope", value: scopes.joined(separator: provider.scopeSeparator)),
        ]
        let response = try await client.post(form, to: url, of: provider.name)
        guard response.status == 200, response.json?["device_code"]?.stringValue != nil else {
            throw error(of: response, at: provider, phase: .signIn, scopes: scopes)
        }
    }
}

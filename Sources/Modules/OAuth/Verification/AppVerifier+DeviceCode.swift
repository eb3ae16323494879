internal import Broker
internal import Domain
internal import JSON
internal import Transport

extension AppVerifier {
    /// Asks for a device code that nobody will use: who gives one knows the client id and takes the scopes (RFC 8628,
    /// section 3.1). Entra gives it without a proof of the client. With the step comes a code, where there is one.
    func deviceCode(
        at provider: ProviderMetadata, _ plan: ScopePlan
    ) async -> (step: AppVerification.Step, code: Credential?) {
        let name = "client"
        guard let url = provider.deviceEndpoint else {
            return (.skipped(name, "the provider has no device codes, by which the client id could be tried"), nil)
        }
        guard provider.isEntra || registered.proofs.isEmpty else {
            return (.skipped(name, "the client id is tried along with its credentials"), nil)
        }
        do throws(BrokerError) {
            var code: Credential?
            // A device code is for one resource.
            for resource in plan.resources {
                code = try await askForCode(plan.requested(for: resource), at: url, of: provider)
            }
            return (.passed(name, "the provider knows the client id and takes the scopes"), code)
        } catch {
            // A client of the code flow alone is none the worse for it.
            if error.verifiedFault?.code == "unauthorized_client" {
                return (.skipped(name, "the app may not use device codes, by which the client id could be tried"), nil)
            }
            return (.failed(name, error), nil)
        }
    }

    private func askForCode(
        _ scopes: [String], at url: String, of provider: ProviderMetadata
    ) async throws(BrokerError) -> Credential {
        let form = [
            (name: "client_id", value: app.clientId),
            (name: "scope", value: scopes.joined(separator: provider.scopeSeparator)),
        ]
        let response = try await client.post(form, to: url, of: provider.name)
        guard response.status == 200, let code = response.json?["device_code"]?.stringValue else {
            throw error(of: response, at: provider, phase: .signIn, scopes: scopes)
        }
        return Credential(code)
    }
}

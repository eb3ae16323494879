internal import Broker
internal import Domain

/// Tries what can be tried of an app without a user, and reports each step. Nothing is left behind at the provider but an
/// unused device code.
///
/// Its directory is one of its own, so that every document is read anew.
struct AppVerifier: Sendable {
    let registered: RegisteredApp
    let rules: AppRules
    let directory: ProviderDirectory
    let endpoint: TokenEndpoint
    let client: ProviderClient
    let clock: any WallClock
    let randomness: any Randomness

    var app: App { registered.app }

    func verify() async -> AppVerification {
        var steps = [settings()]
        let plan: ScopePlan
        let provider: ProviderMetadata
        do throws(BrokerError) {
            plan = try directory.plan(of: registered)
            provider = try await directory.metadata(of: app)
            steps.append(try await endpoints(of: provider))
        } catch {
            // What cannot be found cannot be tried.
            steps.append(.failed("endpoints", error))
            return AppVerification(steps: steps + registered.proofs.map { expiry(of: $0, isTaken: false) })
        }
        steps.append(await keys(of: provider))
        let (client, code) = await deviceCode(at: provider, plan)
        steps.append(client)
        let credentials = await credentials(at: provider, plan, code)
        steps += credentials
        steps += registered.proofs.map { proof in
            expiry(of: proof, isTaken: credentials.contains { $0 == .passed(Self.name(of: proof), $0.detail) })
        }
        steps += await applicationTokens(at: provider)
        for url in app.redirectURLs { steps.append(await redirect(to: url, at: provider, plan)) }
        return AppVerification(steps: steps)
    }

    /// Whether what is stored would be taken today: a cloud or an assertion file may have left the configuration.
    private func settings() -> AppVerification.Step {
        do throws(BrokerError) {
            try rules.check(registered.registration)
            return .passed("settings")
        } catch {
            return .failed("settings", error)
        }
    }

    private func keys(of provider: ProviderMetadata) async -> AppVerification.Step {
        guard provider.identity == .idToken, !provider.keysEndpoint.isEmpty else {
            return .skipped("keys", "who signed in is not read from an id_token here")
        }
        do throws(BrokerError) {
            let count = try await directory.keys(of: provider).keys.count
            guard count > 0 else {
                throw .providerRejected(
                    "the provider publishes no key of a kind that is understood here",
                    ProviderFault(name: provider.name))
            }
            return .passed("keys", count == 1 ? "one key" : "\(count) keys")
        } catch {
            return .failed("keys", error)
        }
    }
}

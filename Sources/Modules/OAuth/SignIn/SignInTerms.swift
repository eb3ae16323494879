internal import Broker
internal import Domain

/// What a sign-in is judged by, found before its code is spent.
struct SignInTerms: Sendable {
    let app: RegisteredApp
    let provider: ProviderMetadata
    let plan: ScopePlan
    /// The one whose token comes with the sign-in.
    let resource: Resource
    let keys: KeySet

    /// What is asked for in the request for tokens; nil where providers expect nothing there.
    var scopes: [String]? { plan.namesScopes ? plan.requested(for: resource) : nil }
}

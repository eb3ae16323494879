internal import Broker
internal import Domain

/// One request to a token endpoint, without what shows who sends it.
struct TokenRequest {
    /// The fields of the grant, as its RFC names them.
    var fields: [(name: String, value: String)]
    /// Nil where the provider is not told.
    var scopes: [String]?
    /// Whose grant it is, for the error.
    var account: AccountID?
    var phase: RefusalContext.Phase
    /// Another tenant than the app's own, whose word about the app says nothing about others.
    var tenant: String?
    var proofs = ProofChoice.inOrder
}

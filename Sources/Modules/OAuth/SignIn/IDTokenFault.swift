/// Why an id_token is not believed. No case holds anything of the token.
package enum IDTokenFault: String, Error, Hashable, Sendable {
    case malformed = "the id_token is not a signed token"
    case unsupportedAlgorithm = "the id_token is not signed by RS256 or ES256"
    case wrongSignature = "the id_token is not signed by a key of the provider"
    case wrongIssuer = "the id_token comes from another issuer"
    case wrongAudience = "the id_token is meant for another app"
    case wrongNonce = "the id_token belongs to another sign-in"
    case expired = "the id_token has expired; is this machine's clock right?"
    case notYetValid = "the id_token is not valid yet; is this machine's clock right?"
    case noSubject = "the id_token does not say who signed in"
}

internal import Domain
internal import JSON

/// What the `Bearer` challenges of `WWW-Authenticate` say (RFC 6750, section 3; reference sheet, section A14).
struct BearerChallenge: Sendable, Hashable {
    /// The claims that the next token has to meet, as JSON text.
    var claims: String?

    /// The longest field that is looked at, in bytes.
    private static let maximumLength = 16_384

    /// Nil where no field has claims that can be read.
    init?(_ fields: [String]) {
        for field in fields where field.utf8.count <= Self.maximumLength {
            guard let parameter = ChallengeParameters(field).bearer["claims"], let claims = Self.decoded(parameter)
            else { continue }
            self.claims = claims
            return
        }
        return nil
    }

    /// Base64 of a JSON object; anything else would be passed on to the token endpoint for nothing.
    private static func decoded(_ parameter: String) -> String? {
        guard let bytes = Base64(parameter)?.bytes, let text = String(validating: bytes, as: UTF8.self),
            let json = try? JSONValue(parsing: bytes), json.objectValue != nil
        else { return nil }
        return text
    }
}

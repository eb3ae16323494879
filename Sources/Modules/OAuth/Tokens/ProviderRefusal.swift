internal import Domain
internal import JSON

/// An error of the provider, read as data: unknown words are kept, nothing is taken for granted (RFC 6749, section 5.2;
/// reference sheet §A10).
package struct ProviderRefusal: Hashable, Sendable {
    package var error: String
    package var suberror: String?
    /// The AADSTS numbers, the first one foremost.
    package var codes: [Int]
    /// The claims that a new sign-in has to ask for, as JSON text.
    package var claims: String?
    package var requestId: String?
    package var status: Int?
    package var retryAfterMs: Int?

    package init(
        error: String, suberror: String? = nil, codes: [Int] = [], claims: String? = nil, requestId: String? = nil,
        status: Int? = nil, retryAfterMs: Int? = nil
    ) {
        self.error = Self.word(error) ?? "unreadable_error"
        self.suberror = suberror
        self.codes = codes
        self.claims = claims
        self.requestId = requestId
        self.status = status
        self.retryAfterMs = retryAfterMs
    }

    /// The `error` and `error_description` of a redirect. Of the description only the AADSTS number is used.
    package init(redirectError: String, description: String?) {
        self.init(error: redirectError, codes: description.flatMap(Self.code).map { [$0] } ?? [])
    }

    /// Nil when the answer holds no `error`.
    init?(_ answer: JSONValue, status: Int, retryAfterMs: Int?) {
        guard let error = answer["error"]?.stringValue else { return nil }
        let listed = answer["error_codes"]?.arrayValue?.prefix(8).compactMap { $0.integerValue.flatMap(Int.init) } ?? []
        let written = answer["error_description"]?.stringValue.flatMap(Self.code).map { [$0] } ?? []
        self.init(
            error: error, suberror: answer["suberror"]?.stringValue.flatMap(Self.word),
            codes: listed.isEmpty ? written : listed, claims: Self.claims(answer["claims"]),
            requestId: (answer["trace_id"] ?? answer["correlation_id"])?.stringValue.flatMap(Self.word),
            status: status, retryAfterMs: retryAfterMs)
    }

    /// How a person and a support desk see it: `invalid_grant AADSTS50173`.
    package var code: String { codes.first.map { "\(error) AADSTS\($0)" } ?? error }

    /// The number behind the first `AADSTS` in a description.
    static func code(in description: String) -> Int? {
        guard let mark = description.prefix(4_096).firstRange(of: "AADSTS") else { return nil }
        return Int(description[mark.upperBound...].prefix { $0.isASCII && $0.isNumber }.prefix(9))
    }

    /// A word of a provider that may be shown: short, and without anything that could be a sentence or a secret's shape.
    private static func word(_ text: String) -> String? {
        let isWord = (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isIdentifierByte || $0 == 0x2E }
        return isWord ? text : nil
    }

    private static func claims(_ value: JSONValue?) -> String? {
        guard let text = value?.stringValue, text.utf8.count <= 8_192 else { return nil }
        return text
    }
}

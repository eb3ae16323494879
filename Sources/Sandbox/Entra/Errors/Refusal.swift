/// Why Entra does not do what was asked.
struct Refusal: Error, Sendable, Hashable {
    var number: Int
    var error: String
    var text: String
    var status: Int
    var suberror: String?
    /// JSON, as text: what the client is to send along with its next authorization (§A14).
    var claims: String?

    /// As the table says, but for what is given here.
    init(_ number: Int, _ text: String? = nil, error: String? = nil, suberror: String? = nil, claims: String? = nil) {
        let code = ErrorCode.of(number)
        self.number = number
        self.error = error ?? code.error
        self.text = text ?? code.text
        self.suberror = suberror ?? code.suberror
        self.claims = claims
        status = error == nil ? code.status : ErrorCode(number, self.error, "").status
    }

    static func missing(_ parameter: String) -> Refusal {
        Refusal(900_144, "The request body must contain the following parameter: '\(parameter)'.")
    }

    static let malformed = Refusal(9_002_313)

    /// Multi-factor authentication is missing; `claims` makes the next sign-in ask for it.
    static func secondFactorMissing(claims: String) -> Refusal { Refusal(50076, claims: claims) }
}

/// One AADSTS code: what it says and as what it is answered (reference sheet §A10).
struct ErrorCode: Sendable {
    let number: Int
    /// The `error` of OAuth (RFC 6749, section 5.2) and its kin.
    let error: String
    let text: String
    /// The HTTP status at the token endpoint.
    let status: Int
    let suberror: String?

    init(_ number: Int, _ error: String, _ text: String, status: Int? = nil, suberror: String? = nil) {
        self.number = number
        self.error = error
        self.text = text
        self.status = status ?? (error == "invalid_client" ? 401 : 400)
        self.suberror = suberror
    }

    /// The entry of a number; one that nobody knows is an `invalid_request`.
    static func of(_ number: Int) -> ErrorCode {
        all[number] ?? ErrorCode(number, "invalid_request", "The request was refused.")
    }

    static let all: [Int: ErrorCode] = Dictionary(
        [transient, grants, interactions, consents, clients, requests, devices].joined().map { ($0.number, $0) },
        uniquingKeysWith: { first, _ in first })
}

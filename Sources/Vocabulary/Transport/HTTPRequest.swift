package import Domain

/// One HTTP request, whole.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }
    package var method: Method
    /// Absolute, already percent-encoded.
    package var url: String
    package var headers: [HTTPField]
    /// Secret, because a token request carries the client secret and the refresh token.
    package var body: Secret<[UInt8]>?
    /// The longest response body that is taken in, in bytes; a longer one is `tooLarge`. Streamed bodies have no limit.
    package var responseLimit: Int
    /// Whether the transport may send the request again by itself when a connection that was kept from an earlier one
    /// turns out to be dead. False for what must never arrive twice: the failure is then `closed`, and it is not known
    /// whether the server has the request.
    package var isRepeatable: Bool

    package init(
        method: Method, url: String, headers: [HTTPField] = [], body: Secret<[UInt8]>? = nil,
        responseLimit: Int = 1 << 20, isRepeatable: Bool = true
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.responseLimit = responseLimit
        self.isRepeatable = isRepeatable
    }
}

package import Domain

/// One HTTP request, whole.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }
    package var method: Method
    /// Absolute, already percent-encoded.
    package var url: String
    package var headers: [HTTPField]
    /// Secret, because a token request carries the client secret and the refresh token.
    package var body: Secret<[UInt8]>?
    /// The longest response body that is taken in, in bytes; a longer one is `tooLarge`.
    package var responseLimit: Int

    package init(
        method: Method, url: String, headers: [HTTPField] = [], body: Secret<[UInt8]>? = nil,
        responseLimit: Int = 1 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.responseLimit = responseLimit
    }
}

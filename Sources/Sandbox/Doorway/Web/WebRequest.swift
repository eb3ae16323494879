/// One HTTP request, whole: the sandbox's bodies are small (an upload slice is 4 MB).
package struct WebRequest: Sendable {
    package var method: String
    /// `https://localhost:8443`: from the connection's kind and the Host header. Links in answers begin with it.
    package var origin: String
    /// As received, percent-encoded.
    package var path: String
    /// As received, without the question mark; empty when there is none.
    package var query: String
    package var headers: WebHeaders
    package var body: [UInt8]

    package init(
        method: String, origin: String = "https://localhost", path: String, query: String = "",
        headers: WebHeaders = .init(), body: [UInt8] = []
    ) {
        self.method = method
        self.origin = origin
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

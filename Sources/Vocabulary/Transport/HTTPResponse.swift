package import Domain

/// One HTTP response, whole.
package struct HTTPResponse: Sendable {
    package var status: Int
    package var headers: [HTTPField]
    /// Secret, because a token endpoint answers with tokens.
    package var body: Secret<[UInt8]>

    package init(status: Int, headers: [HTTPField] = [], body: Secret<[UInt8]>) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first field of that name.
    package func header(_ name: String) -> String? { headers.value(of: name) }
}

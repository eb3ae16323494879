package import Domain

/// One request that a door received, for assertions. Secrets are in it as `sha256:…` only.
package struct RequestRecord: Sendable {
    /// Given by the recorder, from 1.
    package var sequence = 0
    package var time: Timestamp
    package var occasion: Occasion
    /// HTTP method or protocol command.
    package var method: String
    /// Path and query as received; for a command, its line with secrets hashed.
    package var target: String
    /// Lowercase names.
    package var headers: [String: String]
    /// The body as text, cut after 64 KiB; form fields that are secret are hashed.
    package var body: String
    package var bodyCount: Int
    /// HTTP status, or SMTP reply code; nil when nothing was answered.
    package var status: Int?
    package var requestID: String?

    package init(
        time: Timestamp, occasion: Occasion, method: String, target: String, headers: [String: String] = [:],
        body: String = "", bodyCount: Int = 0, status: Int? = nil, requestID: String? = nil
    ) {
        self.time = time
        self.occasion = occasion
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.bodyCount = bodyCount
        self.status = status
        self.requestID = requestID
    }
}

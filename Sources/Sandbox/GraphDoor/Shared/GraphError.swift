internal import Doorway

/// One refusal: its status, its code and its words (reference sheet §C13). Which is which is in `GraphError+Table.swift`.
struct GraphError: Error, Sendable, Hashable {
    var status: Int
    var code: String
    var message: String
    /// Beside those that every answer carries: `Retry-After`, `WWW-Authenticate`, `Location`.
    var headers = WebHeaders()
    /// False where Microsoft answers with no body at all.
    var hasBody = true

    init(_ status: Int, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    func with(_ name: String, _ value: String) -> GraphError {
        var error = self
        error.headers[name] = value
        return error
    }
}

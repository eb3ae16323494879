/// What trying one server showed.
package struct ServiceCheck: Codable, Sendable {
    package var ok: Bool
    package var error: ServiceFailure?

    package init(
        ok: Bool, error: ServiceFailure? = nil
    ) {
        self.ok = ok
        self.error = error
    }
}

extension ServiceCheck: Described {
    package static let fields: [String: String] = [
        "ok": "Whether signing in went well.",
        "error": "Why not.",
    ]
}

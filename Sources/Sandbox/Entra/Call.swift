internal import Domain
internal import Doorway
internal import Tenant

/// One request on its way through Entra: what was sent, and by which names it can be found again.
struct Call: Sendable {
    let sandbox: Sandbox
    let request: WebRequest
    /// The fields of the query, or of the form of a POST.
    let fields: FormFields
    let traceID = GUID.random()
    let correlationID: GUID

    init(_ request: WebRequest, _ fields: FormFields, _ sandbox: Sandbox) {
        self.sandbox = sandbox
        self.request = request
        self.fields = fields
        let given = request.headers["client-request-id"] ?? fields["client-request-id"]
        correlationID = given.flatMap { GUID($0) } ?? .random()
    }

    /// The value of a field; nil when it is absent or empty, which OAuth holds the same (RFC 6749, section 3.1).
    func field(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }

    func needed(_ name: String) throws(Refusal) -> String {
        guard let value = field(name) else { throw .missing(name) }
        return value
    }

    /// Unix seconds in the tenant.
    var now: Double { sandbox.clock.seconds }

    /// `2026-01-09 02:02:12Z`.
    var timeText: String {
        var text = sandbox.clock.now.description
        if let separator = text.firstIndex(of: "T") { text.replaceSubrange(separator...separator, with: " ") }
        return text
    }

    /// Adds what every answer of Entra's has.
    func finished(_ response: WebResponse) -> WebResponse {
        var response = response
        response.headers["Cache-Control"] = "no-store, no-cache"
        response.headers["Pragma"] = "no-cache"
        response.headers["x-ms-request-id"] = traceID.description
        response.headers["client-request-id"] = correlationID.description
        return response
    }
}

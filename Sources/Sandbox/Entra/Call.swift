internal import Domain
internal import Doorway
internal import Tenant

/// One request on its way through Entra: what was sent, and by which names it can be found again.
struct Call: Sendable {
    let sandbox: Sandbox
    let request: WebRequest
    /// The fields of the query, or of the form of a POST.
    let fields: FormFields
    /// False when the fields cannot be read; then there are none.
    let isReadable: Bool
    let traceID = GUID.random()
    let correlationID: GUID

    init(_ request: WebRequest, _ sandbox: Sandbox) {
        let read = Self.fields(request)
        self.sandbox = sandbox
        self.request = request
        fields = read ?? [:]
        isReadable = read != nil
        let given = request.headers["client-request-id"] ?? fields["client-request-id"]
        correlationID = given.flatMap { GUID($0) } ?? .random()
    }

    /// Of another kind of body than a form nothing is read, so that each field is missing.
    private static func fields(_ request: WebRequest) -> FormFields? {
        guard request.method == "POST" else { return try? request.queryFields() }
        return request.isForm ? try? request.formFields() : [:]
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

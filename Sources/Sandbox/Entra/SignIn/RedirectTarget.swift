internal import Doorway
internal import Tenant

/// Where the answer to an authorization goes, and how (reference sheet §A5).
struct RedirectTarget: Sendable, Hashable {
    enum Mode: String, Sendable {
        case query, fragment
        case form = "form_post"
    }
    /// As sent.
    var uri: String
    var mode: Mode
    var state: String?

    /// Gives fields to the client, `state` last.
    func answer(_ fields: [(String, String)], _ call: Call) -> WebResponse {
        let fields = fields + (state.map { [("state", $0)] } ?? [])
        if mode == .form { return FormPostPage.answer(fields, to: uri, call) }
        let text = fields.map { PercentCoding.encode($0.0) + "=" + PercentCoding.encode($0.1) }.joined(separator: "&")
        return call.finished(.redirect(to: base(call.sandbox.facts) + separator + text))
    }

    func answer(_ refusal: Refusal, _ call: Call) -> WebResponse { answer(refusal.fields(call), call) }

    private var separator: String { mode == .fragment ? "#" : uri.contains("?") ? "&" : "?" }

    /// With a slash where the URI has no path (§A5).
    private func base(_ facts: FactSheet) -> String {
        guard facts[Facts.redirectRootSlash], let start = uri.firstRange(of: "://")?.upperBound,
            uri.hasPrefix("http"), !uri[start...].contains("/")
        else { return uri }
        let end = uri[start...].firstIndex(of: "?") ?? uri.endIndex
        return uri[..<end] + "/" + uri[end...]
    }
}

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
        let facts = call.sandbox.facts
        let fields = fields + (state.map { [("state", facts[Facts.stateStripped] ? Self.withoutTags($0) : $0)] } ?? [])
        if mode == .form { return FormPostPage.answer(fields, to: uri, call) }
        let text = fields.map { $0.0 + "=" + Self.encoded($0.1, facts) }.joined(separator: "&")
        return call.finished(.redirect(to: base(facts) + separator + text))
    }

    func answer(_ refusal: Refusal, _ call: Call) -> WebResponse { answer(refusal.fields(call), call) }

    /// Without what looks like HTML's tags (§A5).
    static func withoutTags(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
            result += rest[..<start]
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// As a form's, with escapes in lower case: `AADSTS65004%3a+User+declined` (§A5).
    private static func encoded(_ text: String, _ facts: FactSheet) -> String {
        guard facts[Facts.redirectsAsForms] else { return PercentCoding.encode(text) }
        let parts = PercentCoding.encode(text, keeping: " ").replacing(" ", with: "+")
            .split(separator: "%", omittingEmptySubsequences: false)
        return parts[0] + parts.dropFirst().map { "%" + $0.prefix(2).lowercased() + $0.dropFirst(2) }.joined()
    }

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

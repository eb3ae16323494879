extension WebRequest {
    /// The parts of the path between slashes, decoded; nil when an escape is malformed. `/a/b%2Fc/` is `["a", "b/c"]`.
    package var pathSegments: [String]? {
        var segments: [String] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: true) {
            guard let segment = PercentCoding.decode(part) else { return nil }
            segments.append(segment)
        }
        return segments
    }

    package func queryFields() throws(FormError) -> FormFields { try FormFields(parsing: query) }
    package func formFields() throws(FormError) -> FormFields { try FormFields(parsing: body) }

    /// The media type of the body, lowercase and without parameters; nil when none is said.
    package var mediaType: String? { headers["content-type"].map(Self.mediaType) }

    package var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }

    /// The credentials of `Authorization: scheme …`, whose scheme compares without case (RFC 9110, section 11.4).
    package func credentials(_ scheme: String) -> String? {
        guard let parts = headers["authorization"]?.split(separator: " ", maxSplits: 1), parts.count == 2,
            parts[0].lowercased() == scheme.lowercased()
        else { return nil }
        return Self.trimmed(parts[1])
    }

    /// What the browser kept, by name; the first of a name counts (RFC 6265, section 5.4).
    package var cookies: [String: String] {
        var cookies: [String: String] = [:]
        for pair in headers[all: "cookie"].flatMap({ $0.split(separator: ";") }) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let name = Self.trimmed(parts[0])
            if cookies[name] == nil { cookies[name] = Self.trimmed(parts[1]) }
        }
        return cookies
    }

    static func mediaType(_ value: String) -> String {
        trimmed(value.prefix { $0 != ";" }).lowercased()
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}

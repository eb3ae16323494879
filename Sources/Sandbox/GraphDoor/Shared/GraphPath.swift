internal import Doorway

/// A request's path as Graph reads it: which of the two services is meant, and the decoded segments after that.
///
/// `mailFolders('id')` becomes two segments; `delta()` and `microsoft.graph.delta` become `delta`. A slash that arrived
/// percent-encoded stays inside its segment, as ids and addresses need.
struct GraphPath: Sendable, Hashable {
    enum Service: Sendable, Hashable {
        /// `/v1.0/…`
        case graph
        /// `/api/v2.0/…`, where upload sessions live (reference sheet §C5).
        case outlook
    }

    let service: Service
    let segments: [String]

    /// Throws `BadRequest` for another version, for percent-encoding that is none, and for a path of absurd depth.
    init(encoded path: String) throws(GraphError) {
        var pieces = path.split(separator: "/", omittingEmptySubsequences: true)[...]
        let version = pieces.popFirst().map(String.init) ?? ""
        switch version.lowercased() {
        case "v1.0": service = .graph
        case "api" where pieces.first?.lowercased() == "v2.0":
            pieces.removeFirst()
            service = .outlook
        default: throw .badRequest("Invalid version: \(version.prefix(64))")
        }
        guard pieces.count <= 24 else { throw .badRequest("The request path is too deep.") }
        var segments: [String] = []
        for piece in pieces {
            guard let text = PercentCoding.decode(piece) else { throw .badRequest("The request URI is not valid.") }
            segments += Self.parts(of: text)
        }
        self.segments = segments
    }

    /// One segment, or the name and the key of OData's parenthesised form.
    private static func parts(of segment: String) -> [String] {
        guard segment.hasSuffix(")"), let open = segment.firstIndex(of: "("),
            segment[..<open].utf8.allSatisfy({ isNameByte($0) })
        else { return [withoutNamespace(segment)] }
        let name = withoutNamespace(String(segment[..<open]))
        let key = segment[segment.index(after: open)...].dropLast()
        if key.isEmpty { return [name] }
        guard key.count >= 2, key.hasPrefix("'"), key.hasSuffix("'") else { return [segment] }
        return [name, undoubled(key.dropFirst().dropLast())]
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: ".")
    }

    private static func withoutNamespace(_ name: String) -> String {
        let namespace = "microsoft.graph."
        return name.lowercased().hasPrefix(namespace) ? String(name.dropFirst(namespace.count)) : name
    }

    /// A quoted key's text: two quotes stand for one.
    private static func undoubled(_ text: Substring) -> String {
        var result = ""
        var afterQuote = false
        for character in text {
            if character == "'", afterQuote {
                afterQuote = false
                continue
            }
            afterQuote = character == "'"
            result.append(character)
        }
        return result
    }
}

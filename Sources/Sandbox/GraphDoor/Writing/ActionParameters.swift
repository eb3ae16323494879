internal import JSON

/// The parameters of an OData action. Their names compare without case: the service's own model writes `Comment`, its
/// documentation `comment`, and clients either.
struct ActionParameters: Sendable {
    private let values: [String: JSONValue]

    /// Refuses parameters that the action does not have.
    init(_ json: JSONValue, of action: String, allowed: Set<String>) throws(GraphError) {
        let known = Set(allowed.map { $0.lowercased() })
        var values: [String: JSONValue] = [:]
        for (name, value) in json.objectValue ?? [:] where !name.contains("@") {
            guard known.contains(name.lowercased()) else { throw .unknownParameter(name, of: action) }
            values[name.lowercased()] = value
        }
        self.values = values
    }

    /// Nil when it is absent or null.
    subscript(name: String) -> JSONValue? { values[name.lowercased()].flatMap { $0.isNull ? nil : $0 } }

    func text(_ name: String) throws(GraphError) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.stringValue else { throw .wrongType(name, expected: "Edm.String") }
        return text
    }

    func requiredText(_ name: String) throws(GraphError) -> String {
        guard let text = try text(name), !text.isEmpty else { throw .missingProperty(name) }
        return text
    }
}

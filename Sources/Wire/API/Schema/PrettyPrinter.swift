package import JSON

/// JSON for people and for diffs: two blanks a level, members by name, short arrays of scalars in one line.
package enum PrettyPrinter {
    package static func text(_ value: JSONValue) throws(JSONError) -> String { try text(value, indent: "") + "\n" }

    private static func text(_ value: JSONValue, indent: String) throws(JSONError) -> String {
        let inner = indent + "  "
        switch value {
        case .array(let elements) where !elements.allSatisfy(isScalar):
            var lines: [String] = []
            for element in elements { lines.append(inner + (try text(element, indent: inner))) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members) where !members.isEmpty:
            var lines: [String] = []
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                lines.append("\(inner)\(try JSONWriter.text(name)): \(try text(member, indent: inner))")
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        default: return try JSONWriter.text(value)
        }
    }

    private static func isScalar(_ value: JSONValue) -> Bool {
        switch value {
        case .array, .object: false
        default: true
        }
    }
}

internal import JSON

/// `proto-docs/methods.md`, for people, from the same declarations as the OpenRPC document.
package enum MethodsDocument {
    package static func text() throws -> String {
        let book = SchemaBook()
        let pages = try Catalogue.methods.map { try page($0, in: book) }
        var lines = [
            "# Methods", "",
            "Generated from `Sources/Wire/API`; do not edit. A test fails when this page and the declarations differ.",
            "Framing is in [framing.md](framing.md), errors are in [errors.md](errors.md), and the same as a machine",
            "reads it is in [openrpc.json](openrpc.json).", "",
        ]
        lines += pages.map { "- [`\($0.name)`](#\(anchor($0.name))): \($0.summary)" }
        for page in pages { lines += try section(page) }
        lines += ["", "# Values"]
        for (name, schema) in book.components.sorted(by: { $0.key < $1.key }) {
            lines += ["", "## \(name)", ""] + table(of: schema)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func page<Method: APIMethod>(_ method: Method.Type, in book: SchemaBook) throws -> MethodPage {
        try MethodPage(method, in: book)
    }

    private static func section(_ page: MethodPage) throws -> [String] {
        let caller = page.role == .admin ? "the operator (`admin`)" : "every caller that is let in (`client`)"
        var lines = ["", "## \(page.name)", "", page.summary, "", "For \(caller).", ""]
        if page.params.isEmpty {
            lines += ["It takes no parameters."]
        } else {
            lines += ["| Parameter | Type | |", "|---|---|---|"]
            lines += page.params.map { param in
                row(param.name, type(param.schema), (param.isRequired ? "" : "Optional. ") + param.text)
            }
        }
        if !page.alternatives.isEmpty {
            let sets = page.alternatives.map { $0.map { "`\($0)`" }.joined(separator: " and ") }
            lines += ["", "Exactly one of these is given: \(sets.joined(separator: "; or "))."]
        }
        lines += [""] + table(of: page.result)
        if !page.errors.isEmpty {
            lines += ["", "Errors: " + page.errors.map { "`\($0.rawValue)`" }.joined(separator: ", ") + "."]
        }
        for example in page.examples { lines += try exchange(example, of: page.name) }
        return lines
    }

    private static func exchange(_ example: MethodPage.Exchange, of method: String) throws -> [String] {
        let request: JSONValue = .object(
            ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(example.params)])
        let answer: JSONValue = .object(["jsonrpc": "2.0", "id": 1, "result": example.result])
        return [
            "", "Example, \(example.name):", "", "```json", try JSONWriter.text(request), try JSONWriter.text(answer),
            "```",
        ]
    }

    /// The members of an object.
    private static func table(of schema: JSONValue) -> [String] {
        guard let properties = schema["properties"]?.objectValue, !properties.isEmpty else {
            return ["The result is an object\(schema["properties"] == nil ? "" : " without members")."]
        }
        let required = Set(schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        let rows = properties.sorted { ($0.key) < ($1.key) }.map { name, property in
            let mark = required.contains(name) ? "" : "May be absent. "
            return row(name, type(property), mark + (property["description"]?.stringValue ?? ""))
        }
        return ["| Member | Type | |", "|---|---|---|"] + rows
    }

    private static func row(_ name: String, _ type: String, _ text: String) -> String {
        "| `\(name)` | \(type) | \(text) |"
    }

    private static func type(_ schema: JSONValue) -> String {
        if let reference = (schema["$ref"] ?? schema["allOf"]?[0]?["$ref"])?.stringValue {
            let name = String(reference.split(separator: "/").last ?? "")
            return "[\(name)](#\(anchor(name)))"
        }
        if let choices = schema["enum"]?.arrayValue {
            return choices.compactMap(\.stringValue).map { "`\($0)`" }.joined(separator: " or ")
        }
        if let items = schema["items"] { return "list of \(type(items))" }
        let names: [String: String] = [
            "date-time": "time (RFC 3339, UTC)", "password": "secret", "email": "address",
        ]
        if let format = schema["format"]?.stringValue, let name = names[format] {
            return schema["type"]?.arrayValue == nil ? name : "\(name) or null"
        }
        if schema["contentEncoding"] != nil { return "base64" }
        return schema["type"]?.stringValue ?? "any"
    }

    private static func anchor(_ heading: String) -> String {
        heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }
}

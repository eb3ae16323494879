package import JSON

/// The OpenRPC document, made from the declarations that decode parameters and encode results.
package enum OpenRPCDocument {
    /// Made once. A declaration that cannot be recorded gives a document that says so, which a test refuses.
    package static let current: JSONValue = {
        do {
            return try make()
        } catch {
            return ["error": .string("\(error)")]
        }
    }()

    static func make() throws -> JSONValue {
        let book = SchemaBook()
        let methods = try Catalogue.methods.map { try entry($0, in: book) }
        return [
            "openrpc": "1.3.2",
            "info": [
                "title": "Postern", "version": .string(Catalogue.version),
                "description": "Mail accounts behind one Unix socket: JSON-RPC 2.0, one message a line.",
                "license": ["name": "Apache-2.0"],
            ],
            "methods": .array(methods),
            "components": ["schemas": .object(book.components)],
        ]
    }

    private static func entry<Method: APIMethod>(_ method: Method.Type, in book: SchemaBook) throws -> JSONValue {
        let page = try MethodPage(method, in: book)
        var entry: [String: JSONValue] = [
            "name": .string(page.name), "summary": .string(page.summary), "paramStructure": "by-name",
            "params": .array(page.params.map(descriptor)),
            "result": ["name": "result", "schema": page.result],
            "errors": .array(page.errors.map(error)),
            "examples": .array(page.examples.map(example)),
            "x-role": .string(page.role.rawValue),
        ]
        if !page.alternatives.isEmpty {
            entry["x-alternatives"] = .array(page.alternatives.map { .array($0.map { .string($0) }) })
        }
        return .object(entry)
    }

    private static func descriptor(_ param: MethodPage.Param) -> JSONValue {
        [
            "name": .string(param.name), "description": .string(param.text), "required": .bool(param.isRequired),
            "schema": param.schema,
        ]
    }

    private static func error(_ kind: ErrorKind) -> JSONValue {
        [
            "code": .integer(Int64(kind.code)), "message": .string(kind.meaning),
            "data": ["kind": .string(kind.rawValue), "retryable": .bool(kind.isRetryable)],
        ]
    }

    private static func example(_ example: MethodPage.Exchange) -> JSONValue {
        let params = example.params.sorted { $0.key < $1.key }
        return [
            "name": .string(example.name),
            "params": .array(params.map { ["name": .string($0.key), "value": $0.value] }),
            "result": ["name": "result", "value": example.result],
        ]
    }
}

internal import JSON
internal import JSONRPC

/// What is told about one method, learned from its declaration: the source of both documents.
struct MethodPage {
    struct Param {
        let name: String
        let text: String
        let isRequired: Bool
        let schema: JSONValue
    }
    struct Exchange {
        let name: String
        let params: [String: JSONValue]
        let result: JSONValue
    }

    let name: String
    let summary: String
    let role: Role
    let params: [Param]
    let result: JSONValue
    let alternatives: [[String]]
    let errors: [ErrorKind]
    let examples: [Exchange]

    init<Method: APIMethod>(_ method: Method.Type, in book: SchemaBook) throws {
        name = method.name
        summary = method.summary
        role = method.role
        alternatives = method.alternatives
        errors = method.errors
        // Of parameters that stand for one another, none is required by itself.
        let choices = Set(method.alternatives.joined())
        params = try book.members(of: Method.Params.self).map { member in
            Param(
                name: member.name, text: method.fields[member.name] ?? "",
                isRequired: member.isRequired && !choices.contains(member.name), schema: member.schema)
        }.sorted { $0.isRequired && !$1.isRequired }
        result = try Self.result(of: method, in: book)
        examples = try method.examples.map { example in
            Exchange(
                name: example.name,
                params: try JSONValue(parsing: Array(example.params.utf8)).objectValue ?? [:],
                result: try JSONValue(parsing: Array(example.result.utf8)))
        }
    }

    private static func result<Method: APIMethod>(of method: Method.Type, in book: SchemaBook) throws -> JSONValue {
        guard Method.Result.self != JSONValue.self else { return ["type": "object"] }
        return .schema(of: try book.members(of: Method.Result.self), described: method.resultFields, except: [])
    }
}

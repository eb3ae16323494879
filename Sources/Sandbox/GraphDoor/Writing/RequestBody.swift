internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// What a request's body may be: JSON, or MIME in base64 (reference sheet §C6).
enum RequestBody: Sendable {
    case json(JSONValue)
    case mime([UInt8])

    /// An empty body is an empty object, as for actions without parameters.
    init(_ request: WebRequest, facts: FactSheet) throws(GraphError) {
        guard request.body.count <= facts[Facts.bodyCap] else { throw .bodyTooLarge }
        if request.mediaType == "text/plain" {
            self = .mime(try Self.decodedMIME(request.body))
        } else {
            self = .json(try Self.json(request))
        }
    }

    /// For an operation that takes JSON alone.
    static func object(_ request: WebRequest, facts: FactSheet) throws(GraphError) -> JSONValue {
        guard request.body.count <= facts[Facts.bodyCap] else { throw .bodyTooLarge }
        return try json(request)
    }

    private static func json(_ request: WebRequest) throws(GraphError) -> JSONValue {
        guard !request.body.isEmpty else { return [:] }
        guard let type = request.mediaType else { throw .noContentType }
        guard type == "application/json" || type.hasSuffix("+json"),
            let value = try? JSONValue(parsing: request.body), value.objectValue != nil
        else { throw .notJSON }
        return value
    }

    /// Line ends in between are allowed; the other alphabet is not.
    private static func decodedMIME(_ body: [UInt8]) throws(GraphError) -> [UInt8] {
        let digits = body.filter { !" \t\r\n".utf8.contains($0) }
        guard !digits.isEmpty, digits.count % 4 == 0, !digits.contains(where: { "-_".utf8.contains($0) }),
            let bytes = Base64(String(decoding: digits, as: UTF8.self))?.bytes
        else { throw .mimeBase64 }
        return bytes
    }
}

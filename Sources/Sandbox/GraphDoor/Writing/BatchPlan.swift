internal import Domain
internal import JSON
internal import Tenant

/// A `$batch`, read (reference sheet §C10).
struct BatchPlan: Sendable {
    /// In an order in which each stands behind what it depends on.
    let members: [BatchMember]

    /// Refuses what makes the whole batch wrong: its shape, its size, ids, methods, addresses and dependencies.
    init(_ json: JSONValue, maximum: Int) throws(BatchProblem) {
        guard let requests = json["requests"]?.arrayValue, !requests.isEmpty else {
            throw BatchProblem(message: "Invalid batch payload format.")
        }
        guard requests.count <= maximum else {
            throw BatchProblem(
                message: "The number of batch requests exceeds the maximum of \(maximum) requests.")
        }
        var members: [BatchMember] = []
        for request in requests {
            let member = try Self.member(request)
            guard !members.contains(where: { $0.id.lowercased() == member.id.lowercased() }) else {
                throw BatchProblem(message: "Request Id has to be unique in a batch.")
            }
            members.append(member)
        }
        self.members = try Self.ordered(members)
    }

    private static let methods: Set<String> = ["GET", "POST", "PATCH", "PUT", "DELETE"]

    private static func member(_ json: JSONValue) throws(BatchProblem) -> BatchMember {
        guard let id = json["id"]?.stringValue, !id.isEmpty else {
            throw BatchProblem(message: "Request Id has to be present in a batch request.")
        }
        guard let method = json["method"]?.stringValue?.uppercased(), methods.contains(method) else {
            throw BatchProblem(message: "Invalid batch request method for request with id \(id).")
        }
        let (path, query) = try address(json["url"]?.stringValue ?? "", of: id)
        let headers = try headers(json["headers"], of: id)
        return BatchMember(
            id: id, method: method, path: path, query: query, headers: headers,
            body: try body(json["body"], headers, of: id), dependsOn: try dependencies(json["dependsOn"], of: id))
    }

    /// A relative address; the slash in front may be left out.
    private static func address(_ url: String, of id: String) throws(BatchProblem) -> (String, String) {
        guard !url.isEmpty, !url.contains("://"), !url.hasPrefix("//"), url.utf8.allSatisfy({ $0 > 0x1f }) else {
            throw BatchProblem(message: "Invalid batch request url for request with id \(id): it has to be relative.")
        }
        let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path = parts[0].hasPrefix("/") ? parts[0] : "/" + parts[0]
        let segments = (try? GraphPath(encoded: "/v1.0" + path))?.segments ?? []
        guard segments.first?.lowercased() != "$batch" else {
            throw BatchProblem(message: "A batch request cannot be part of a batch.")
        }
        return (path, parts.count > 1 ? parts[1] : "")
    }

    private static func headers(_ json: JSONValue?, of id: String) throws(BatchProblem) -> [BatchMember.Header] {
        guard let json, !json.isNull else { return [] }
        guard let members = json.objectValue else {
            throw BatchProblem(message: "Invalid headers for request with id \(id).")
        }
        var headers: [BatchMember.Header] = []
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let text = value.stringValue else {
                throw BatchProblem(message: "Invalid headers for request with id \(id).")
            }
            headers.append(.init(name: name, value: text))
        }
        return headers
    }

    /// JSON as it stands; anything else is base64 in a string.
    private static func body(
        _ json: JSONValue?, _ headers: [BatchMember.Header], of id: String
    ) throws(BatchProblem) -> [UInt8] {
        guard let json, !json.isNull else { return [] }
        guard let type = headers.first(where: { $0.name.lowercased() == "content-type" })?.value.lowercased() else {
            throw BatchProblem(message: "Content-Type header is missing for request with id \(id), which has a body.")
        }
        if type.hasPrefix("application/json") { return json.bytes }
        guard let bytes = json.stringValue.flatMap({ Base64($0)?.bytes }) else {
            throw BatchProblem(message: "The body of request with id \(id) has to be base64.")
        }
        return bytes
    }

    private static func dependencies(_ json: JSONValue?, of id: String) throws(BatchProblem) -> [String] {
        guard let json, !json.isNull else { return [] }
        let names = json.arrayValue?.compactMap(\.stringValue)
        guard let names, names.count == json.arrayValue?.count, !names.contains(id) else {
            throw BatchProblem(message: "Invalid dependsOn for request with id \(id).")
        }
        return names
    }

    private static func ordered(_ members: [BatchMember]) throws(BatchProblem) -> [BatchMember] {
        var waiting = members
        var ordered: [BatchMember] = []
        var known: Set<String> = []
        while !waiting.isEmpty {
            guard let index = waiting.firstIndex(where: { $0.dependsOn.allSatisfy(known.contains) }) else {
                throw BatchProblem(message: "The dependencies of the batch name no request, or one another.")
            }
            let member = waiting.remove(at: index)
            known.insert(member.id)
            ordered.append(member)
        }
        return ordered
    }
}

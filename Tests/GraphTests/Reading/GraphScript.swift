import Domain
import JSON
import Logging
import Mail
import Synchronization
import TestSupport
import Transport

@testable import Graph

/// A Graph that answers by a function, requests and members of batches alike, and remembers what it was asked.
final class GraphScript: Sendable {
    struct Asked: Sendable {
        var method: String
        /// Behind `/v1.0/me`, decoded.
        var path: String
        /// Decoded.
        var query: [String: String]
        var prefer: String
        var body: JSONValue?
    }
    struct Answer: Sendable {
        var status = 200
        var json: JSONValue?
        var bytes: [UInt8] = []

        static func page(_ rows: [JSONValue], next: String? = nil, count: Int? = nil) -> Answer {
            var members: [String: JSONValue] = ["value": .array(rows)]
            if let next { members["@odata.nextLink"] = .string(next) }
            if let count { members["@odata.count"] = .integer(Int64(count)) }
            return Answer(json: .object(members))
        }

        static func error(_ status: Int, _ code: String) -> Answer {
            Answer(status: status, json: ["error": ["code": .string(code), "message": "No."]])
        }

        static let notFound = error(404, "ErrorItemNotFound")
    }
    typealias Answering = @Sendable (Asked) -> Answer
    private let log = Mutex<[Asked]>([])
    private let answering: Answering

    init(_ answering: @escaping Answering) { self.answering = answering }

    /// Everything that was asked, members of batches one by one.
    var asked: [Asked] { log.withLock { $0 } }

    /// What it would answer, for another that asks on behalf of its own caller.
    func answer(_ asked: Asked) -> Answer { answering(asked) }

    static let account = AccountID(unchecked: "acc_one")
    static let root = "https://graph.test"

    func mailbox(
        overrides: [MailboxRole: String] = [:], directory: FolderDirectory = FolderDirectory(sureFor: .seconds(3_600))
    ) -> GraphMailbox {
        let http = ScriptedHTTPClient { request in self.respond(to: request) }
        let account = Account(
            id: Self.account, address: "ann@contoso.test", username: "ann@contoso.test", authentication: .password,
            graph: GraphPlace(root: Self.root), roleOverrides: overrides, createdAt: Timestamp(secondsSince1970: 0))
        let channel = GraphChannel(
            account: account.id, place: GraphPlace(root: Self.root), isAppOnly: false, http: http,
            credentials: FixedCredentials(.bearer(Secret("token"))), settings: GraphSettings(),
            logger: Logger(label: "test"))
        return GraphMailbox(account: account, channel: channel, directory: directory)
    }

    private func respond(to request: HTTPRequest) -> HTTPResponse {
        let body = request.body.flatMap { $0.withExposed { try? JSONValue(parsing: $0) } }
        let place = String(request.url.dropFirst(Self.root.count + "/v1.0".count))
        guard place == "/$batch" else {
            let answer = answer(request.method.rawValue, place, request.headers.value(of: "Prefer") ?? "", body)
            let bytes = answer.json.map { (try? JSONWriter.encode($0)) ?? [] } ?? answer.bytes
            let type = answer.json == nil ? "application/octet-stream" : "application/json"
            return HTTPResponse(
                status: answer.status, headers: [HTTPField("Content-Type", type)], body: Secret(bytes))
        }
        let members = (body?["requests"]?.arrayValue ?? []).map { member -> JSONValue in
            let answer = answer(
                member["method"]?.stringValue ?? "", member["url"]?.stringValue ?? "",
                member["headers"]?["Prefer"]?.stringValue ?? "", member["body"])
            return [
                "id": member["id"] ?? .null, "status": .integer(Int64(answer.status)),
                "headers": ["Content-Type": "application/json"], "body": answer.json ?? .null,
            ]
        }
        let bytes = (try? JSONWriter.encode(JSONValue.object(["responses": .array(members.reversed())]))) ?? []
        return HTTPResponse(
            status: 200, headers: [HTTPField("Content-Type", "application/json")], body: Secret(bytes))
    }

    private func answer(_ method: String, _ place: String, _ prefer: String, _ body: JSONValue?) -> Answer {
        let halves = place.split(separator: "?", maxSplits: 1).map(String.init)
        let pairs = (halves.count == 2 ? halves[1] : "").split(separator: "&").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1).map { Self.decoded(String($0)) }
            return (sides[0], sides.count == 2 ? sides[1] : "")
        }
        let path = Self.decoded(String(halves[0].dropFirst("/me".count)))
        let asked = Asked(
            method: method, path: path, query: Dictionary(pairs) { first, _ in first }, prefer: prefer, body: body)
        log.withLock { $0.append(asked) }
        return answering(asked)
    }

    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Deadline {
    static var soon: Deadline { .after(.seconds(3_600)) }
}

internal import Broker
internal import Domain
internal import JSON
internal import Transport

extension GraphAnswer {
    /// How many values one answer may have: a page of 1,000 messages with their recipients has a tenth of it.
    private static let limits = JSONLimits(depth: 32, values: 1_000_000)
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Judges a whole answer. A good status with a body that is not JSON is no answer (reference sheet, section C13), and
    /// neither is an empty one where something was asked for.
    static func read(_ response: HTTPResponse, to method: HTTPRequest.Method) -> Result<GraphAnswer, GraphFault> {
        response.body.withExposed { body in
            guard (200..<300).contains(response.status) else {
                let refusal = GraphRefusal(status: response.status, headers: response.headers, body: body)
                return .failure(.refusal(refusal))
            }
            if body.isEmpty, method != .get || response.status == 204 {
                return .success(GraphAnswer(status: response.status, headers: response.headers))
            }
            let text = body.starts(with: byteOrderMark) ? Array(body.dropFirst(3)) : body
            guard let json = try? JSONValue(parsing: text, limits: limits) else {
                return .failure(unreadable(body.isEmpty ? "an empty body" : "a body that is not JSON", response))
            }
            return .success(GraphAnswer(status: response.status, headers: response.headers, json: json))
        }
    }

    /// Judges the answer to a member of a batch.
    static func read(_ member: BatchAnswers.Member, to method: HTTPRequest.Method) -> Result<GraphAnswer, GraphFault> {
        guard (200..<300).contains(member.status) else {
            return .failure(.refusal(GraphRefusal(member)))
        }
        if member.body == nil, method == .get, member.status != 204 {
            return .failure(.unreadable("Graph answered with an empty body", GraphRefusal(member).fault))
        }
        let headers = member.headers.map { HTTPField($0.key, $0.value) }
        return .success(GraphAnswer(status: member.status, headers: headers, json: member.body))
    }

    static func unreadable(_ what: String, _ response: HTTPResponse) -> GraphFault {
        let refusal = GraphRefusal(status: response.status, headers: response.headers, body: [])
        return .unreadable("Graph answered with \(what)", refusal.fault)
    }
}

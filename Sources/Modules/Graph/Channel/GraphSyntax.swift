internal import Domain
internal import JSON
package import Mail
internal import Transport

/// What Graph sends, read and told as text: for whoever feeds it nonsense.
package enum GraphSyntax {
    /// Where a link leads below the root; nil for one that is refused.
    package static func followed(_ link: String, at place: GraphPlace) -> String? {
        GraphLink(link, at: place)?.relative
    }

    /// What an error answer means.
    package static func describe(errorOf status: Int, body: [UInt8], headers: [(String, String)]) -> String {
        let fields = headers.map { HTTPField($0.0, $0.1) }
        let refusal = GraphRefusal(status: status, headers: fields, body: body)
        return "\(refusal.error(about: .message, retryAfterMs: refusal.pauseMs))"
    }

    /// How long to wait, in milliseconds; nil where nothing was said that could be read.
    package static func wait(_ retryAfter: String) -> Int? {
        RetryAfter.milliseconds { $0 == "Retry-After" ? retryAfter : nil }
    }

    /// The claims in a `WWW-Authenticate` field.
    package static func claims(_ field: String) -> String? { BearerChallenge([field])?.claims }

    /// The results of a batch of `count` questions that was answered so; nil where it is no answer to a batch.
    package static func describe(batch body: [UInt8], of count: Int) -> [String]? {
        guard let answers = BatchAnswers(try? JSONValue(parsing: body)) else { return nil }
        let calls = (0..<count).map { GraphCall(.get, .mailbox("messages", "\($0)"), about: .message) }
        var batch = GraphBatch(calls, settings: GraphSettings(attempts: 1))
        while case let members = batch.nextMembers(atMost: count), !members.isEmpty {
            _ = batch.take(answers, for: members, mayRefresh: false, chance: { 0.5 })
        }
        return batch.outcome.map { "\($0.map(\.status))" }
    }

    /// Where an upload of `total` bytes goes on.
    package static func offset(_ body: [UInt8], of total: Int) -> Int? {
        let json = try? JSONValue(parsing: body)
        guard case .more(let offset) = UploadProgress(status: 200, json: json, total: total) else { return nil }
        return offset
    }
}

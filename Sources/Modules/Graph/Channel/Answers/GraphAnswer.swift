internal import Domain
internal import JSON
internal import Mail
internal import Transport

/// A good answer: a status of 200 to 299.
struct GraphAnswer: Sendable {
    var status: Int
    var headers: [HTTPField]
    /// Nil where there was no body.
    var json: JSONValue?

    /// The body as a `T`. A body that is no `T`, or none, is `unavailable`: Graph did not keep to its own description.
    func decode<T: Decodable>(_ type: T.Type) throws(MailError) -> T {
        guard let json else { throw unreadable("no body") }
        do throws(JSONError) { return try json.decode(type, unknownKeys: .ignored) } catch {
            throw unreadable("\(error)")
        }
    }

    private func unreadable(_ why: String) -> MailError {
        .unavailable(
            "Graph's answer is not what its documentation says: \(why)",
            fault: GraphRefusal(status: status, headers: headers, body: []).fault)
    }
}

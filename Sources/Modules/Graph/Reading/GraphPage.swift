internal import JSON
internal import Mail

/// One page of a collection (reference sheet, section C3).
struct GraphPage {
    let rows: [JSONValue]
    /// The link to the next page, as Graph wrote it; a page may be short or empty and have one all the same.
    let next: String?
    /// Of all pages, where `$count` asked for it.
    let count: Int?

    init(_ answer: GraphAnswer) throws(MailError) {
        guard let rows = answer.json?["value"]?.arrayValue else {
            throw .protocolViolation("a collection without its members")
        }
        self.rows = rows
        next = answer.json?["@odata.nextLink"]?.stringValue
        count = answer.json?["@odata.count"]?.count
    }
}

extension GraphChannel {
    /// A link out of an answer. One that leads out of the mailbox is not followed.
    func nextLink(_ text: String) throws(MailError) -> GraphLink {
        do throws(MailError) { return try link(text) } catch {
            throw .protocolViolation("the link to the next page leads out of the mailbox, or is too long")
        }
    }
}

extension JSONValue {
    /// A number of things: never negative.
    var count: Int? { integerValue.flatMap { $0 < 0 ? nil : Int(exactly: $0) } }
}

internal import JSON

/// One page of a collection, as JSON.
struct Page {
    let context: String
    var rows: [JSONValue]
    var count: Int?
    var nextLink: String?
    var deltaLink: String?

    init(context: String, rows: [JSONValue], count: Int? = nil, nextLink: String? = nil, deltaLink: String? = nil) {
        self.context = context
        self.rows = rows
        self.count = count
        self.nextLink = nextLink
        self.deltaLink = deltaLink
    }

    static func link(_ call: MailboxCall, skip: Int) -> String {
        call.link(query: call.options.query(without: ["$skip"], adding: [("$skip", String(skip))]))
    }

    var value: JSONValue {
        var members: [String: JSONValue] = ["@odata.context": .string(context), "value": .array(rows)]
        if let count { members["@odata.count"] = .integer(Int64(count)) }
        if let nextLink { members["@odata.nextLink"] = .string(nextLink) }
        if let deltaLink { members["@odata.deltaLink"] = .string(deltaLink) }
        return .object(members)
    }
}

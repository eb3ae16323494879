internal import Tenant

/// `$top`, `$skip`, `$count` and what a page is, the same for all collections (reference sheet §C3).
struct ListOptions: Sendable {
    /// The options that some collection knows; lowercase.
    private static let known: Set<String> = [
        "$top", "$skip", "$select", "$filter", "$orderby", "$search", "$count", "$expand", "$skiptoken", "$deltatoken",
        "$format", "includehiddenfolders", "changetype", "authtoken",
    ]

    /// Rows of this page.
    let pageSize: Int
    let skip: Int
    let wantsCount: Bool

    init(_ call: MailboxCall) throws(GraphError) {
        let facts = call.sandbox.facts
        try Self.check(call.options, ignoringUnknown: facts[Facts.unknownOptionsIgnored])
        let maximum = max(1, facts[Facts.maximumTop])
        let top = try Self.number("$top", in: call.options)
        if let top, !(1...maximum).contains(top) {
            throw .urlQuery("The value of the '$top' query option must be between 1 and \(maximum).")
        }
        pageSize = top ?? min(call.prefer.pageSize ?? max(1, facts[Facts.pageSize]), maximum)
        skip = try Self.number("$skip", in: call.options) ?? 0
        switch call.options["$count"]?.lowercased() {
        case nil, "false": wantsCount = false
        case "true": wantsCount = true
        case let value?:
            throw .badRequest("Invalid value '\(value.prefix(64))' for $count query option found.")
        }
    }

    /// Not negative, and small enough that sums cannot overflow.
    static func number(_ name: String, in options: QueryOptions) throws(GraphError) -> Int? {
        guard let text = options[name] else { return nil }
        guard let number = Int(text), (0...Int(Int32.max)).contains(number) else {
            throw .badRequest(
                "Invalid value '\(text.prefix(64))' for \(name) query option found. The \(name) query option requires a "
                    + "non-negative integer value.")
        }
        return number
    }

    /// Where one fact is turned round, an option that nobody knows is refused.
    static func check(_ options: QueryOptions, ignoringUnknown: Bool) throws(GraphError) {
        guard !ignoringUnknown else { return }
        for name in options.names where !known.contains(name.lowercased()) {
            throw .badRequest("The query option '\(name.prefix(64))' is not known.")
        }
    }
}

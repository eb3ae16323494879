/// `$orderby`: properties and directions.
struct Ordering: Sendable, Hashable {
    struct Key: Sendable, Hashable {
        let property: FilterProperty
        let isDescending: Bool
    }
    let keys: [Key]

    init(_ text: String, over schema: FilterSchema) throws(GraphError) {
        var keys: [Key] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = piece.split(separator: " ").map(String.init)
            guard let path = words.first, words.count <= 2 else { throw Self.syntaxError(text) }
            let direction = words.count == 2 ? words[1].lowercased() : "asc"
            guard direction == "asc" || direction == "desc" else { throw Self.syntaxError(text) }
            let property = try schema.property(path)
            switch property.kind {
            case .text, .bool, .date, .number, .choice: break
            case .exactText, .texts, .extendedProperties, .unfiltered: throw .inefficientFilter
            }
            keys.append(Key(property: property, isDescending: direction == "desc"))
        }
        guard (1...8).contains(keys.count) else { throw .inefficientFilter }
        self.keys = keys
    }

    /// Each of its properties has to be in the filter too, in the same order, before all others (reference sheet §C3).
    func goesWith(_ filter: Filter) -> Bool { filter.properties.prefix(keys.count).elementsEqual(keys.map(\.property)) }

    /// In order; what is equal stays as it was.
    func sorted<Item>(_ items: [Item], as subject: (Item) -> some FilterSubject) -> [Item] {
        let rows = items.enumerated().map { offset, item in
            let subject = subject(item)
            return (offset: offset, item: item, values: keys.map { subject.value(of: $0.property.path) })
        }
        return rows.sorted { precedes($0.values, $1.values) ?? ($0.offset < $1.offset) }.map(\.item)
    }

    /// Nil when equal.
    private func precedes(_ left: [FilterValue], _ right: [FilterValue]) -> Bool? {
        for (key, (left, right)) in zip(keys, zip(left, right)) {
            // What has no value comes first, as in OData.
            let order = FilterValue.order(left, right) ?? (left == .null ? -1 : 1)
            if order != 0 { return (order < 0) != key.isDescending }
        }
        return nil
    }

    private static func syntaxError(_ text: String) -> GraphError {
        .badRequest("Invalid $orderby clause: Syntax error in '\(text.prefix(128))'.")
    }
}

internal import Doorway

/// The options of a request's query, decoded, in order. Names compare without case.
struct QueryOptions: Sendable, Hashable {
    private let fields: FormFields

    /// Throws for percent-encoding that is none, and for an option of OData given twice.
    init(_ query: String) throws(GraphError) {
        do throws(FormError) { fields = try FormFields(parsing: query) } catch {
            throw .badRequest("The request URI is not valid.")
        }
        var seen: Set<String> = []
        for name in fields.names where name.hasPrefix("$") && !seen.insert(name.lowercased()).inserted {
            throw .badRequest(
                "Query option '\(name.prefix(64))' was specified more than once, but it must be specified at most once."
            )
        }
    }

    var names: [String] { fields.names }

    subscript(_ name: String) -> String? {
        let name = name.lowercased()
        return fields.fields.first { $0.name.lowercased() == name }?.value
    }

    /// The same with some left out and others behind them, as a query to put into a link.
    func query(without names: Set<String>, adding added: [(String, String)]) -> String {
        let kept = fields.fields.filter { !names.contains($0.name.lowercased()) }.map { ($0.name, $0.value) }
        return (kept + added)
            .map { "\(PercentCoding.encode($0.0))=\(PercentCoding.encode($0.1))" }.joined(separator: "&")
    }
}

internal import Domain

/// What `$filter` says, read and checked against a type's properties (reference sheet §C3).
indirect enum Filter: Sendable, Hashable {
    enum Comparison: String, Sendable, CaseIterable { case eq, ne, gt, ge, lt, le }
    enum TextFunction: String, Sendable, CaseIterable { case startswith, endswith, contains }

    case all([Filter])
    case any([Filter])
    case not(Filter)
    case compare(FilterProperty, Comparison, FilterValue)
    case function(TextFunction, FilterProperty, String)
    /// Any of a collection of texts.
    case anyText(FilterProperty, Filter)
    /// Any extended property, of the ids that the inner filter names.
    case anyExtended(FilterProperty, Filter)

    /// The properties it asks for, each once, in the order in which they appear.
    var properties: [FilterProperty] {
        var found: [FilterProperty] = []
        collect(&found)
        return found
    }

    private func collect(_ found: inout [FilterProperty]) {
        switch self {
        case .all(let parts), .any(let parts): for part in parts { part.collect(&found) }
        case .not(let part): part.collect(&found)
        case .compare(let property, _, _), .function(_, let property, _), .anyText(let property, _),
            .anyExtended(let property, _):
            if !found.contains(property) { found.append(property) }
        }
    }

    /// The texts with which a property is compared by `eq`.
    func equalTexts(of path: String) -> [String] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap { $0.equalTexts(of: path) }
        case .not(let part): part.equalTexts(of: path)
        case .compare(let property, .eq, .text(let text)) where property.path == path: [text]
        default: []
        }
    }
}

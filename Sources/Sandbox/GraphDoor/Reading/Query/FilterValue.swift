internal import Domain

/// A value in a filter, or of a property that one asks for.
enum FilterValue: Sendable, Hashable {
    case text(String)
    case bool(Bool)
    case date(Timestamp)
    case number(Int64)
    case null

    /// OData's name of the type, for refusals.
    var typeName: String {
        switch self {
        case .text: "Edm.String"
        case .bool: "Edm.Boolean"
        case .date: "Edm.DateTimeOffset"
        case .number: "Edm.Int32"
        case .null: "<null>"
        }
    }
}

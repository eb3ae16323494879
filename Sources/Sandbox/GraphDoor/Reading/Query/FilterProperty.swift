/// A property that a filter or an order may ask for.
struct FilterProperty: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// Compared without case, as Exchange does.
        case text
        /// Compared letter by letter: ids.
        case exactText
        case bool, date, number
        /// One of some words, compared without case.
        case choice([String])
        /// Reached by `any` alone.
        case texts, extendedProperties
        /// There is one, and Outlook does not filter by it.
        case unfiltered

        /// OData's name of the type, for refusals.
        var typeName: String {
            switch self {
            case .text, .exactText, .choice: "Edm.String"
            case .bool: "Edm.Boolean"
            case .date: "Edm.DateTimeOffset"
            case .number: "Edm.Int32"
            case .texts, .extendedProperties, .unfiltered: "Collection"
            }
        }

        func takes(_ value: FilterValue) -> Bool {
            switch (self, value) {
            case (.text, .text), (.exactText, .text), (.bool, .bool), (.date, .date), (.number, .number): true
            case (.choice, .text), (.text, .null), (.exactText, .null): true
            default: false
            }
        }
    }

    /// As the type spells it: `from/emailAddress/address`.
    let path: String
    let kind: Kind
}

/// What the value of a fact can be: something that a command line and a JSON file can say.
package protocol FactValue: Sendable, Hashable {
    /// Nil when the text does not say a value of this type.
    init?(factText: String)
    var factText: String { get }
    /// What may be written, for a person: `true or false`, `a number`, `lenient or strict`.
    static var allowedText: String { get }
}

extension Bool: FactValue {
    package init?(factText: String) { self.init(factText) }
    package var factText: String { description }
    package static var allowedText: String { "true or false" }
}

extension Int: FactValue {
    package init?(factText: String) { self.init(factText) }
    package var factText: String { description }
    package static var allowedText: String { "a whole number" }
}

extension String: FactValue {
    package init?(factText: String) { self = factText }
    package var factText: String { self }
    package static var allowedText: String { "a text" }
}

extension FactValue where Self: RawRepresentable<String> & CaseIterable {
    package init?(factText: String) { self.init(rawValue: factText) }
    package var factText: String { rawValue }
    package static var allowedText: String { allCases.map(\.rawValue).joined(separator: " or ") }
}

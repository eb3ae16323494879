/// A fact, whatever the type of its value: for the table, the command line and the documentation.
package protocol AnyFact: Sendable {
    var name: String { get }
    var summary: String { get }
    var source: String { get }
    var mark: FactMark { get }
    var standardText: String { get }
    var allowedText: String { get }
    /// Nil when the text is no value of this fact.
    func value(from text: String) -> (any FactValue)?
}

extension Fact: AnyFact {
    package var standardText: String { standard.factText }
    package var allowedText: String { Value.allowedText }
    package func value(from text: String) -> (any FactValue)? { Value(factText: text) }
}

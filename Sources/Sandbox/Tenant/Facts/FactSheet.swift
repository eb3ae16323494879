/// The facts this sandbox was started with: the standard ones and what the command line turned round.
package struct FactSheet: Sendable {
    private var changed: [String: any FactValue] = [:]

    package init() {}

    package subscript<Value>(_ fact: Fact<Value>) -> Value { changed[fact.name] as? Value ?? fact.standard }

    /// Turns one round by its name. Throws for an unknown name and for a value that the fact cannot have.
    package mutating func set(_ name: String, to text: String) throws(FactError) {
        guard let fact = Facts.all.first(where: { $0.name == name }) else { throw .unknown(name) }
        guard let value = fact.value(from: text) else { throw .notAllowed(name, allowed: fact.allowedText) }
        changed[name] = value
    }

    /// For tests, which know the type.
    package mutating func set<Value>(_ fact: Fact<Value>, to value: Value) { changed[fact.name] = value }
}

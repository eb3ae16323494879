/// `$select`: which properties an answer shows. Nil names mean all that are shown by themselves.
struct Selection: Sendable, Hashable {
    /// As the type spells them.
    let names: Set<String>?

    static let all = Selection(names: nil)

    private init(names: Set<String>?) { self.names = names }

    /// Throws for a name that the type does not have; names compare without case, and `*` is all of them. A path such as
    /// `from/emailAddress` counts as its first step.
    init(_ text: String?, of type: EntityType) throws(GraphError) {
        guard let text, !text.isEmpty else {
            self = .all
            return
        }
        var names: Set<String> = []
        for piece in text.split(separator: ",") {
            let word = piece.filter { $0 != " " }
            if word == "*" {
                self = .all
                return
            }
            let name = String(word.split(separator: "/").first ?? "")
            guard let known = type.spelling(of: name) else { throw .noProperty(word, on: type.name) }
            names.insert(known)
        }
        self.names = names.isEmpty ? nil : names
    }

    /// Whether a property that is shown by itself is.
    func shows(_ name: String) -> Bool { names?.contains(name) ?? true }

    /// Whether one is that has to be asked for.
    func asks(for name: String) -> Bool { names?.contains(name) ?? false }

    /// `(id,subject)` behind a context's entity set; empty for all. In the order of the alphabet.
    var contextSuffix: String { names.map { "(\($0.sorted().joined(separator: ",")))" } ?? "" }
}

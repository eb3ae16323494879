/// `$select`: which properties an answer shows.
struct Selection: Sendable, Hashable {
    /// As the type spells them, in the order of the request; nil: all that are shown by themselves.
    private let names: [String]?

    static let all = Selection(names: nil)

    private init(names: [String]?) { self.names = names }

    /// Throws for a name that the type does not have; names compare without case, and `*` is all of them. A path such as
    /// `from/emailAddress` counts as its first step.
    init(_ text: String?, of type: EntityType) throws(GraphError) {
        var names: [String] = []
        for piece in (text ?? "").split(separator: ",") {
            let word = piece.filter { $0 != " " }
            if word == "*" {
                self = .all
                return
            }
            // A derived type's property is written with its type: `microsoft.graph.fileAttachment/contentId`.
            let steps = word.split(separator: "/").drop { $0.lowercased().hasPrefix("microsoft.graph.") }
            guard let known = type.spelling(of: String(steps.first ?? "")) else {
                throw .noProperty(word, on: type.name)
            }
            if !names.contains(known) { names.append(known) }
        }
        self.init(names: names.isEmpty ? nil : names)
    }

    /// Whether a property that is shown by itself is.
    func shows(_ name: String) -> Bool { names?.contains(name) ?? true }

    /// Whether one is that has to be asked for.
    func asks(for name: String) -> Bool { names?.contains(name) ?? false }

    /// Only what is also among these.
    func limited(to some: [String]) -> Selection { Selection(names: some.filter(shows)) }

    /// `(id,subject)` behind a context's entity set; empty for all.
    var contextSuffix: String { names.map { "(\($0.joined(separator: ",")))" } ?? "" }
}

/// A piece of HTML.
enum HTMLToken {
    struct Attribute {
        /// In lower case.
        var name: String
        /// Entities not yet decoded; nil when there is no `=`.
        var value: String?
    }

    case text(String)
    /// What stands inside `script`, `style` and the like, where tags mean nothing.
    case raw(String)
    case open(name: String, attributes: [Attribute])
    case close(name: String)
    /// Comments, declarations, and what only looks like a tag.
    case other
}

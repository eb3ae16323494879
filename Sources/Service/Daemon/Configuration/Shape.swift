/// What a value of the configuration may be. One description serves the check, the flags and variables, and the
/// published schema, so that these cannot drift apart.
indirect enum Shape: Sendable {
    case text(TextRule)
    case choice([String])
    case integer(ClosedRange<Int>)
    case flag
    case list(of: Shape)
    /// A list, or `"*"` for everything.
    case listOrAll(of: Shape)
    case record([Member], exactlyOneOf: [String] = [])
    /// Names that the operator gives, each with a value.
    case map(names: TextRule, to: Shape)

    struct Member: Sendable {
        let name: String
        /// One phrase for a person.
        let summary: String
        let shape: Shape
        let isRequired: Bool

        init(_ name: String, _ shape: Shape, _ summary: String, isRequired: Bool = false) {
            self.name = name
            self.shape = shape
            self.summary = summary
            self.isRequired = isRequired
        }
    }
}

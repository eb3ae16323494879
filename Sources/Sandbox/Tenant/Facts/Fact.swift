/// One thing the sandbox believes of Microsoft, with which it can be started the other way round.
///
/// Each is declared once, as a `static let` of `Facts`, in the file of the door that asks for it.
package struct Fact<Value: FactValue>: Sendable {
    /// `door.lowerCamelCase`, as `--fact name=value` writes it.
    package let name: String
    package let standard: Value
    /// One phrase: what is so when the fact has its standard value.
    package let summary: String
    /// The section of `reference/microsoft.md` that it comes from, as in `§A4`.
    package let source: String
    package let mark: FactMark

    package init(_ name: String, _ standard: Value, _ summary: String, source: String, mark: FactMark) {
        self.name = name
        self.standard = standard
        self.summary = summary
        self.source = source
        self.mark = mark
    }
}

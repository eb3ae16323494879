/// How much one text may ask of us, whatever its length.
package struct JSONLimits: Sendable {
    /// How deep arrays and objects may nest. jansson alone allows 2,048.
    package var depth: Int
    /// How many values, member names included. An empty array costs a parser some 400 bytes and the sender three.
    package var values: Int

    package init(depth: Int, values: Int) {
        self.depth = depth
        self.values = values
    }

    /// 64 levels, and a quarter of a million values: ten times the largest list that Postern answers with.
    package static let standard = JSONLimits(depth: 64, values: 250_000)
}

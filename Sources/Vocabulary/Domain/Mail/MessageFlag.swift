/// A mark that every backend knows (design.md, section 5).
package enum MessageFlag: String, Codable, CaseIterable, Hashable, Sendable {
    case seen, flagged, answered, draft
}

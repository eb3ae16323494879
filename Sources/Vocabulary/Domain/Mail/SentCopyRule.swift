/// Who files the copy of a sent message.
package enum SentCopyRule: String, Codable, CaseIterable, Hashable, Sendable {
    /// Postern does, except at servers known to do it themselves (Exchange, Gmail).
    case automatic
    case always
    case never
}

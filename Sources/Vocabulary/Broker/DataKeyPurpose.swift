/// What a data key is used for. Each purpose has its own key, so that none can stand in for another.
package enum DataKeyPurpose: String, Codable, CaseIterable, Hashable, Sendable {
    /// Authenticates list cursors.
    case cursor
    /// Seals uploaded content.
    case blob
}

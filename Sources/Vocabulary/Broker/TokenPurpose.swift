/// What a token is wanted for, where one resource has a permission for each.
package enum TokenPurpose: String, Codable, CaseIterable, Hashable, Sendable {
    case read, send
}

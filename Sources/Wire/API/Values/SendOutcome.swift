/// How a send ended, where it did not end in an error.
package enum SendOutcome: String, Codable, CaseIterable, Hashable, Sendable {
    /// The provider has the message.
    case sent
}

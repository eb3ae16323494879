/// What a list holds only when it is asked for.
package enum MessageInclusion: String, Codable, CaseIterable, Hashable, Sendable {
    /// The beginning of the text of each message, which has to be fetched.
    case preview
    /// How many messages match, beside `messages`.
    case total
}

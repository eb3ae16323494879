/// What became of the copy of a sent message.
package enum SentCopyOutcome: String, Codable, CaseIterable, Hashable, Sendable {
    /// The server files it.
    case server
    /// Postern has filed it.
    case appended
    /// It should have been filed and could not be; the message is sent all the same.
    case failed
    /// Nobody was to file it.
    case none
    /// The deadline came before it was filed; it may be yet.
    case pending
    /// An earlier send is told again, and nobody kept what became of its copy.
    case unknown
}

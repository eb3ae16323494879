/// How far a send has come (design.md, "A send"). Only `handedOver` leaves a doubt after a crash.
package enum SendState: Sendable, Hashable, Codable {
    /// Journaled; the provider has seen nothing of it.
    case accepted
    /// The point of no return is about to be crossed, or has been.
    case handedOver
    case sent(SubmissionReceipt)
    /// The provider does not have it.
    case failed(SendFailure)
    /// The provider may have it; nobody can tell.
    case unknown
}

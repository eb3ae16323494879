/// How far a send has come (design.md, "A send"). Only `handedOver` leaves a doubt after a crash.
package enum SendState: Sendable, Hashable, Codable {
    /// Journaled; the provider has seen nothing that it could send.
    case accepted
    /// The point of no return is about to be crossed, or has been. `evidence` is by what the way out can find out later
    /// whether the provider took the message (Graph: the draft's immutable id).
    case handedOver(evidence: String? = nil)
    case sent(SubmissionReceipt)
    /// The provider does not have it.
    case failed(SendFailure)
    /// The provider may have it; nobody can tell.
    case unknown(evidence: String? = nil)
}

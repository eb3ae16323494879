internal import Domain
internal import MIME

/// A request after its checks: what is sent, by whom and to whom, before it has the form of a way out.
struct Letter: Sendable {
    enum Content: Sendable {
        /// The composition is without its files, which stand beside it.
        case composition(Composition, [Enclosure])
        case raw(RawMessage)
    }
    let content: Content
    /// That of an earlier attempt, where there was one under the same key.
    var stamp: MessageStamp
    let from: NamedAddress
    /// What the `Sender` field says, where it differs from `From`.
    let sender: NamedAddress?
    let envelope: Envelope
    /// Whether the caller named a sender or recipients that the headers do not.
    let hasOwnEnvelope: Bool

    var enclosures: [Enclosure] {
        if case .composition(_, let enclosures) = content { enclosures } else { [] }
    }
}

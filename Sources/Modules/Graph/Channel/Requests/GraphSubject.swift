internal import Mail

/// What a call is about: what it means that Graph does not find it.
enum GraphSubject: Sendable, Hashable, CaseIterable {
    /// The account itself.
    case account
    case mailbox
    case message
    case attachment
    /// A message of ours that is being prepared.
    case draft
    /// One that is to be made.
    case newDraft

    /// An id that could not even be read never was one, so that nothing has moved.
    func notFound(mayHaveMoved: Bool = true) -> MailError {
        switch self {
        case .account, .mailbox, .newDraft: .notFound(what: "mailbox")
        case .message, .draft: .notFound(what: "message", mayHaveMoved ? .movedOrDeleted : nil)
        case .attachment: .notFound(what: "attachment", mayHaveMoved ? .movedOrDeleted : nil)
        }
    }
}

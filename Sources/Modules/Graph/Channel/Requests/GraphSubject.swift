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

    var notFound: MailError {
        switch self {
        case .account: .notFound(what: "mailbox")
        case .mailbox: .notFound(what: "mailbox")
        case .message, .draft: .notFound(what: "message", .movedOrDeleted)
        case .attachment: .notFound(what: "attachment", .movedOrDeleted)
        }
    }
}

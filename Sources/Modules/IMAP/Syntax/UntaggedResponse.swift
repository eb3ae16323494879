/// What a server says between a command and its end, asked or not (RFC 9051, section 7).
enum UntaggedResponse: Equatable {
    case status(StatusResponse)
    case capability([String])
    case list(ListedMailbox)
    case mailboxStatus(MailboxStatus)
    case search([UInt32])
    case extendedSearch(ExtendedSearch)
    case exists(UInt32)
    case expunge(UInt32)
    case fetch(FetchedMessage)
    case namespace(PersonalNamespace?)
    /// Something that we do not know or need, by its name.
    case other(String)
}

internal import Domain

/// What `$search` says: the part of KQL that mail needs (reference sheet §C3).
indirect enum Search: Sendable, Hashable {
    /// Where to look; the raw values are KQL's names, lowercase.
    enum Property: String, CaseIterable, Sendable {
        case attachment, bcc, body, cc, from, importance, kind, participants, received, recipients, sent, size, subject
        case to
        case hasAttachment = "hasattachment"
        case hasAttachments = "hasattachments"
    }
    enum Match: Sendable, Hashable {
        /// Words one after another, the last of which may go on; in the form of `SearchText`.
        case words(String)
        /// Seconds since 1970 or bytes; both ends count.
        case range(ClosedRange<Int64>)
        /// What cannot be in any mail.
        case nothing
    }

    case all([Search])
    case any([Search])
    case not(Search)
    /// Nil: from, subject or body.
    case term(Property?, Match)
}

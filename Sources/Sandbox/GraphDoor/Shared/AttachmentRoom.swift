internal import Tenant

/// Counts the files whose bytes one answer holds: rows are made whole before they go out, unlike an attachment alone.
struct AttachmentRoom {
    /// In bytes of files; more than an Exchange mailbox takes in one message (reference sheet §B6).
    static let most = 48 * 1024 * 1024
    private var taken = 0

    /// Throws when an answer with these too would be larger than the sandbox makes: large pages can end in a 504
    /// (reference sheet §C3).
    mutating func take(_ attachments: [LetterAttachment]) throws(GraphError) {
        for attachment in attachments {
            guard case .file(let bytes) = attachment.kind else { continue }
            guard bytes.count <= Self.most - taken else { throw .attachmentsTooLarge }
            taken += bytes.count
        }
    }
}

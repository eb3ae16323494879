/// What reading can do for an account: the declared differences between backends (design.md, section 5).
///
/// The contract tests run the same bodies on every backend; what they may expect otherwise stands here.
package struct BackendCapabilities: Sendable, Hashable, Codable {
    package enum Order: String, Sendable, Hashable, Codable, CaseIterable {
        case uidDescending, receivedDescending
    }
    /// Where the plain text of a message comes from.
    package enum PlainText: String, Sendable, Hashable, Codable, CaseIterable {
        /// A text part of the message: there is none in a message that has only HTML.
        case part
        /// What the provider makes of the body that it keeps: a text part beside HTML is not to be had.
        case converted
    }
    /// What `getMessageSource` gives.
    package enum Source: String, Sendable, Hashable, Codable, CaseIterable {
        /// What the server keeps.
        case stored
        /// Made anew by the provider from its own store: fields and parts are the same, their encoding may not be.
        case rendered
    }
    package var backend: MailServiceKind
    package var order: Order
    package var keywords: Bool
    /// Whether a message keeps its id when it moves to another mailbox.
    package var stableIDs: Bool
    package var hiddenMailboxes: Bool
    /// Whether a mailbox's name may hold a `/`, which stands escaped in its path.
    package var slashInNames: Bool
    /// Whether pages hold still while messages come and go: each message once, and none left out.
    package var steadyPages: Bool
    /// Whether messages tell the provider's own thread.
    package var threadIDs: Bool
    /// Whether there are attachments that are links to files elsewhere.
    package var linkedAttachments: Bool
    /// Whether the header fields of one's own drafts and sent messages are told, too.
    package var ownHeaders: Bool
    package var plainText: PlainText
    package var source: Source

    package init(
        backend: MailServiceKind, order: Order, keywords: Bool, stableIDs: Bool, hiddenMailboxes: Bool,
        slashInNames: Bool, steadyPages: Bool, threadIDs: Bool, linkedAttachments: Bool, ownHeaders: Bool,
        plainText: PlainText, source: Source
    ) {
        self.backend = backend
        self.order = order
        self.keywords = keywords
        self.stableIDs = stableIDs
        self.hiddenMailboxes = hiddenMailboxes
        self.slashInNames = slashInNames
        self.steadyPages = steadyPages
        self.threadIDs = threadIDs
        self.linkedAttachments = linkedAttachments
        self.ownHeaders = ownHeaders
        self.plainText = plainText
        self.source = source
    }
}

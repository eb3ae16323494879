/// What the account's servers can do: the declared differences between backends, as `proto-docs/graph.md` explains them.
package struct AccountCapabilities: Codable, Sendable {
    package var backend: String
    package var order: String?
    package var keywords: Bool?
    package var stableIds: Bool?
    package var hiddenMailboxes: Bool?
    package var slashInNames: Bool?
    package var steadyPages: Bool?
    package var threadIds: Bool?
    package var linkedAttachments: Bool?
    package var ownHeaders: Bool?
    package var plainText: String?
    package var source: String?
    package var sending: [SendingWay]

    package init(
        backend: String, order: String? = nil, keywords: Bool? = nil, stableIds: Bool? = nil,
        hiddenMailboxes: Bool? = nil, slashInNames: Bool? = nil, steadyPages: Bool? = nil, threadIds: Bool? = nil,
        linkedAttachments: Bool? = nil, ownHeaders: Bool? = nil, plainText: String? = nil, source: String? = nil,
        sending: [SendingWay] = []
    ) {
        self.backend = backend
        self.order = order
        self.keywords = keywords
        self.stableIds = stableIds
        self.hiddenMailboxes = hiddenMailboxes
        self.slashInNames = slashInNames
        self.steadyPages = steadyPages
        self.threadIds = threadIds
        self.linkedAttachments = linkedAttachments
        self.ownHeaders = ownHeaders
        self.plainText = plainText
        self.source = source
        self.sending = sending
    }
}

extension AccountCapabilities: Described {
    package static let fields: [String: String] = [
        "backend": "How mail is read: `imap`, `graph`, or `none`.",
        "order": "How lists are ordered: `uidDescending` or `receivedDescending`.",
        "keywords": "Whether messages can carry keywords.",
        "stableIds": "Whether a message keeps its id when it moves to another mailbox.",
        "hiddenMailboxes": "Whether `listMailboxes` can show hidden mailboxes.",
        "slashInNames":
            "Whether a mailbox's name may hold a `/`. In paths it is then written `%2F`, and `%` is `%25`.",
        "steadyPages":
            "Whether pages hold still while messages come and go. Where they do not, a message may come twice when others "
            + "arrive between two pages, and one may be left out when others go.",
        "threadIds": "Whether messages tell a `threadId`.",
        "linkedAttachments": "Whether there are attachments of the kind `reference`.",
        "ownHeaders": "Whether `getMessage` tells the header fields also of one's own drafts and sent messages.",
        "plainText":
            "Where the plain text of a message comes from: `part`, a text part of the message; `converted`, what the "
            + "provider makes of its body.",
        "source":
            "What `getMessageSource` gives: `stored`, the bytes that came in; `rendered`, what the provider makes of "
            + "its own store.",
        "sending": "The ways out, in the order in which they are tried: the first that can carry a message takes it.",
    ]
}

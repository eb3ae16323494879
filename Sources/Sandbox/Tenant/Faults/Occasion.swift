/// A moment at which a fault may strike: which door is doing what for whom.
package struct Occasion: Sendable, Hashable {
    package enum Door: String, CaseIterable, Sendable { case entra, graph, imap, smtp }

    package var door: Door
    /// What is being done, in words of the protocol: `token`, `sendMail`, `messages.list`, `FETCH`, `DATA`.
    package var operation: String
    package var client: GUID?
    /// The address of the mailbox, lowercase.
    package var mailbox: String?

    package init(door: Door, operation: String, client: GUID? = nil, mailbox: String? = nil) {
        self.door = door
        self.operation = operation
        self.client = client
        self.mailbox = mailbox
    }
}

package import Domain
package import Mail

/// One account's mailbox over Microsoft Graph.
package final class GraphMailbox: MailboxClient {
    let account: Account
    let channel: GraphChannel
    let directory: FolderDirectory
    /// One tree is loaded at a time; whoever waited for it looks again first.
    let loading = AccountGate(running: 1)

    /// No contact is made.
    package convenience init(account: Account, channel: GraphChannel) {
        self.init(account: account, channel: channel, directory: FolderDirectory())
    }

    init(account: Account, channel: GraphChannel, directory: FolderDirectory) {
        self.account = account
        self.channel = channel
        self.directory = directory
    }

    package var service: MailServiceKind { .graph }

    package var capabilities: BackendCapabilities {
        BackendCapabilities(
            backend: .graph, order: .receivedDescending, keywords: true, stableIDs: true, hiddenMailboxes: true,
            slashInNames: true, steadyPages: false, threadIDs: true, linkedAttachments: true, ownHeaders: false,
            plainText: .converted, source: .rendered)
    }

    package func verify(until deadline: Deadline) async throws(MailError) {
        try await channel.verify(until: deadline)
    }

    package func close() async { await directory.forget() }

    /// Graph's own id in a reference of ours.
    func messageID(of reference: MessageReference) throws(MailError) -> String {
        guard reference.account == account.id else { throw .notFound(what: "message") }
        guard case .graph(let id) = reference.place, MailText.isGraphID(id) else {
            throw .notFound(what: "message", .movedOrDeleted)
        }
        return id
    }
}

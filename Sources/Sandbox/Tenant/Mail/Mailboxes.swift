import Synchronization

/// All mailboxes, by their owners.
package final class Mailboxes: Sendable {
    private let mailboxes = Mutex<[GUID: Mailbox]>([:])

    package init() {}

    package func add(_ mailbox: Mailbox) { mailboxes.withLock { $0[mailbox.owner] = mailbox } }

    package func mailbox(of person: GUID) -> Mailbox? { mailboxes.withLock { $0[person] } }
}

import Tenant

/// One message that FETCH answers about.
struct IMAPFetchAnswer {
    let message: StoredMessage
    let mailbox: Mailbox
    let isRecent: Bool
    let faults: IMAPFetchFaults
}

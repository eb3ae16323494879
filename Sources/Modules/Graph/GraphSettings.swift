/// What of Microsoft's limits may change, and how patient we are with them.
package struct GraphSettings: Sendable {
    /// Requests of one app in flight for one mailbox (reference sheet, section C14); members of a batch count.
    package var concurrency: Int

    package init(concurrency: Int = 4) {
        self.concurrency = concurrency
    }
}

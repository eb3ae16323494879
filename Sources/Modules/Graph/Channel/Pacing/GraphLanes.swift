package import Mail
internal import Synchronization

/// What all requests to one mailbox share, whatever account they are made for: how many are under way, and until when the
/// mailbox is left alone (reference sheet, section C14).
package final class GraphLane: Sendable {
    let gate: GraphGate
    let hold = MailboxHold()

    init(_ settings: GraphSettings) { gate = GraphGate(capacity: settings.concurrency) }
}

/// The lanes to mailboxes, each as long as somebody has it: accounts that lead to one mailbox share one, and an account
/// whose settings change keeps its own.
package final class GraphLanes: Sendable {
    private struct Entry {
        weak var lane: GraphLane?
    }
    private let entries = Mutex<[String: Entry]>([:])
    private let settings: GraphSettings

    package init(_ settings: GraphSettings) { self.settings = settings }

    /// `signedIn` is the name of whoever signed in, whose mailbox it is where the place names none.
    package func lane(to place: GraphPlace, signedIn name: String) -> GraphLane {
        let mailbox = place.root + " " + (place.user ?? name).lowercased()
        return entries.withLock { entries in
            if let lane = entries[mailbox]?.lane { return lane }
            let lane = GraphLane(settings)
            entries = entries.filter { $0.value.lane != nil }
            entries[mailbox] = Entry(lane: lane)
            return lane
        }
    }
}

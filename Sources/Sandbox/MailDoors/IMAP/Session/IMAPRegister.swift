import Synchronization
import Tenant

/// What the connections of the door share: how many there are, and what IMAP knows of a mailbox and nobody else does.
final class IMAPRegister: Sendable {
    private struct Place: Hashable {
        var mailbox: GUID
        var folder: FolderNumber
    }
    private struct State {
        var connections: [GUID: Int] = [:]
        /// Everything is subscribed until somebody says otherwise.
        var unsubscribed: Set<Place> = []
        /// The last UID that some session was told is recent (RFC 3501, section 2.3.2).
        var told: [Place: UInt32] = [:]
        var sizes: [GUID: [MessageNumber: (change: ChangeNumber, count: Int)]] = [:]
    }
    private let state = Mutex(State())
    private static let mostSizes = 200_000

    /// Counts one connection more; false when there are `limit` already.
    func connect(to mailbox: GUID, limit: Int) -> Bool {
        state.withLock { state in
            guard state.connections[mailbox, default: 0] < limit else { return false }
            state.connections[mailbox, default: 0] += 1
            return true
        }
    }

    func disconnect(from mailbox: GUID) {
        state.withLock { state in
            guard let count = state.connections[mailbox] else { return }
            state.connections[mailbox] = count > 1 ? count - 1 : nil
        }
    }

    func subscribe(_ folder: FolderNumber, of mailbox: GUID, isOn: Bool) {
        let place = Place(mailbox: mailbox, folder: folder)
        state.withLock { state in
            if isOn { state.unsubscribed.remove(place) } else { state.unsubscribed.insert(place) }
        }
    }

    func isSubscribed(_ folder: FolderNumber, of mailbox: GUID) -> Bool {
        state.withLock { !$0.unsubscribed.contains(Place(mailbox: mailbox, folder: folder)) }
    }

    /// The last UID that is not recent. `upTo`, where given, becomes it: whoever reads and writes is told once.
    func notRecent(in folder: FolderNumber, of mailbox: GUID, nowToldUpTo upTo: UInt32?) -> UInt32 {
        state.withLock { state in
            let place = Place(mailbox: mailbox, folder: folder)
            let before = state.told[place] ?? 0
            if let upTo { state.told[place] = max(before, upTo) }
            return before
        }
    }

    /// How many bytes a message has: rendered once for each state of it.
    func size(of message: StoredMessage, in mailbox: GUID, made: () -> Int) -> Int {
        let kept = state.withLock { $0.sizes[mailbox]?[message.number] }
        if let kept, kept.change == message.changed { return kept.count }
        let count = made()
        state.withLock { state in
            if state.sizes[mailbox, default: [:]].count >= Self.mostSizes { state.sizes[mailbox] = [:] }
            state.sizes[mailbox, default: [:]][message.number] = (message.changed, count)
        }
        return count
    }
}

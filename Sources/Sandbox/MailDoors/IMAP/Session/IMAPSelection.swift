import Tenant

/// The selected folder as the client knows it: sequence numbers stay until an expunge is told (RFC 3501, section 7.4.1).
struct IMAPSelection {
    let folder: FolderNumber
    let readsOnly: Bool
    /// By ascending UID; a message's sequence number is its place and one.
    private(set) var uids: [UInt32] = []
    private(set) var numbers: [MessageNumber] = []
    /// Messages with a greater UID are recent.
    let notRecent: UInt32
    /// Up to where the client was told.
    private var told: ChangeNumber
    /// Changes that this session made itself and told in its own way.
    private var own: [MessageNumber: ChangeNumber] = [:]

    init(_ folder: FolderNumber, readsOnly: Bool, notRecent: UInt32, _ state: MailboxState) {
        self.folder = folder
        self.readsOnly = readsOnly
        self.notRecent = notRecent
        told = state.now
        for message in state.messages(in: folder).lazy.compactMap(state.message) {
            uids.append(message.uid)
            numbers.append(message.number)
        }
    }

    var count: Int { uids.count }
    var recentCount: Int { uids.count - firstPlace(after: notRecent) }
    func isRecent(_ uid: UInt32) -> Bool { uid > notRecent }

    /// The message at a place, unless it is gone already.
    func message(at place: Int, in state: MailboxState) -> StoredMessage? {
        guard let message = state.message(numbers[place]), message.folder == folder, message.uid == uids[place] else {
            return nil
        }
        return message
    }

    mutating func note(_ message: StoredMessage) { own[message.number] = message.changed }

    /// The places that a set names. Nil: a sequence number that no message has.
    func places(_ set: IMAPSequenceSet, byUID: Bool) -> [Int]? {
        if byUID {
            return set.ranges(largest: uids.last ?? 0).flatMap { range in
                let first = range.lowerBound > 0 ? firstPlace(after: range.lowerBound - 1) : 0
                return first..<max(first, firstPlace(after: range.upperBound))
            }
        }
        let ranges = set.ranges(largest: UInt32(clamping: count))
        guard let first = ranges.first, let last = ranges.last, first.lowerBound > 0, Int(last.upperBound) <= count
        else { return nil }
        return ranges.flatMap { Int($0.lowerBound) - 1..<Int($0.upperBound) }
    }

    /// What the client has not heard of yet.
    struct News {
        /// Sequence numbers, highest first, so that none changes another.
        var expunged: [Int] = []
        var arrived = false
        /// UIDs of messages whose flags changed.
        var changed: [UInt32] = []
    }

    /// Brings the view up to date. Without `expunges` those gone keep their numbers, and are told another time.
    mutating func refresh(_ state: MailboxState, expunges: Bool) -> News {
        var news = News()
        if state.now > told {
            let changes = state.changes(in: folder, since: told)
            told = state.now
            if !changes.changed.isEmpty || !changes.removed.isEmpty || state.folder(folder) == nil {
                take(state, changes, &news)
            }
            own = [:]
        }
        if expunges, !gone.isEmpty { forget(&news) }
        return news
    }

    /// UIDs that are gone, which is not told yet.
    private var gone: Set<UInt32> = []

    private mutating func take(_ state: MailboxState, _ changes: FolderChanges, _ news: inout News) {
        let last = uids.last ?? 0
        var arrived: [StoredMessage] = []
        for message in changes.changed.lazy.compactMap(state.message) {
            if message.uid > last { arrived.append(message) }
            if own[message.number] != message.changed, place(of: message.uid) != nil {
                news.changed.append(message.uid)
            }
        }
        // What was moved away and back comes under another UID.
        let lost = Set(changes.removed.map { $0.message } + arrived.map(\.number))
        let isFolderGone = state.folder(folder) == nil
        if isFolderGone || !lost.isEmpty {
            for place in uids.indices where isFolderGone || lost.contains(numbers[place]) { gone.insert(uids[place]) }
        }
        for message in arrived.sorted(by: { $0.uid < $1.uid }) {
            uids.append(message.uid)
            numbers.append(message.number)
            news.arrived = true
        }
    }

    private mutating func forget(_ news: inout News) {
        for place in uids.indices where gone.contains(uids[place]) { news.expunged.append(place + 1) }
        news.expunged.reverse()
        let kept = uids.indices.filter { !gone.contains(uids[$0]) }
        numbers = kept.map { numbers[$0] }
        uids = kept.map { uids[$0] }
        gone = []
    }

    func place(of uid: UInt32) -> Int? {
        let place = uid > 0 ? firstPlace(after: uid - 1) : uids.count
        return place < uids.count && uids[place] == uid ? place : nil
    }

    private func firstPlace(after uid: UInt32) -> Int {
        var low = 0
        var high = uids.count
        while low < high {
            let middle = (low + high) / 2
            if uids[middle] <= uid { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

import Domain
import Tenant
import Testing

@Suite("The history of a mailbox")
struct ChangeLogTests {
    private var state = MailboxState.english
    private let inbox: FolderNumber
    private let archive: FolderNumber

    init() {
        inbox = state.number(.inbox)
        archive = state.number(.archive)
    }

    @Test("begins with all that is there, oldest change first, and nothing that is gone")
    mutating func beginning() throws {
        let numbers = try (0..<3).map { try state.appendSample(to: inbox, second: $0) }
        try state.update(numbers[0], at: .second(0)) { $0.isRead = true }
        try state.remove(numbers[1], to: .purged)
        let changes = state.changes(in: inbox, since: nil)
        #expect(changes.changed == [numbers[2], numbers[0]])
        #expect(changes.removed.isEmpty)
        #expect(changes.upTo == state.now)
    }

    @Test("tells what changed since, and nothing to whom is up to date")
    mutating func since() throws {
        let numbers = try (0..<3).map { try state.appendSample(to: inbox, second: $0) }
        let before = state.now
        try state.update(numbers[2], at: .second(0)) { $0.isRead = true }
        try state.update(numbers[0], at: .second(0)) { $0.isRead = true }
        let changes = state.changes(in: inbox, since: before)
        #expect(changes.changed == [numbers[2], numbers[0]])
        #expect(state.changes(in: inbox, since: changes.upTo).changed == [])
    }

    @Test("tells a move as a removal here and an arrival there")
    mutating func move() throws {
        let number = try state.appendSample(to: inbox)
        let before = state.now
        try state.move(number, to: archive)
        let here = state.changes(in: inbox, since: before)
        #expect(here.changed == [] && here.removed.map(\.message) == [number])
        #expect(here.removed.map(\.reason) == [.changed])
        #expect(state.changes(in: archive, since: before).changed == [number])
    }

    @Test(
        "tells a deletion as one, wherever the message went", arguments: [Removal.deletedItems, .recoverable, .purged])
    mutating func deletion(place: Removal) throws {
        let number = try state.appendSample(to: inbox)
        let before = state.now
        try state.remove(number, to: place)
        #expect(state.changes(in: inbox, since: before).removed.map(\.reason) == [.deleted])
    }

    @Test("does not tell of a removal what came back, and tells twice gone once")
    mutating func roundTrip() throws {
        let number = try state.appendSample(to: inbox)
        let before = state.now
        try state.move(number, to: archive)
        try state.move(number, to: inbox)
        #expect(state.changes(in: inbox, since: before).removed.isEmpty)
        #expect(state.changes(in: inbox, since: before).changed == [number])
        try state.move(number, to: archive)
        #expect(state.changes(in: inbox, since: before).removed.map(\.message) == [number])
    }

    @Test("lets new in a folder be told from changed there")
    mutating func arrival() throws {
        let old = try state.appendSample(to: inbox)
        let before = state.now
        try state.update(old, at: .second(0)) { $0.isRead = true }
        let new = try state.appendSample(to: inbox)
        let arrivals = state.changes(in: inbox, since: before).changed.filter { number in
            state.message(number).map { $0.arrived > before } ?? false
        }
        #expect(arrivals == [new])
    }

    @Test("of folders tells what came, what changed with its counts, and what is gone for good")
    mutating func tree() throws {
        let gone = try state.createFolder(name: "Gone", in: state.root).number
        let below = try state.createFolder(name: "Below", in: gone).number
        let before = state.now
        let new = try state.createFolder(name: "New", in: state.root).number
        try state.appendSample(to: inbox)
        try state.deleteFolder(gone, permanently: true)
        let changes = state.folderChanges(since: before)
        #expect(changes.changed == [new, inbox])
        #expect(changes.removed == [below, gone])
        let all = state.folderChanges(since: nil)
        #expect(all.removed == [] && all.changed.count == state.folders.count - 1 && !all.changed.contains(state.root))
    }

    @Test("is the same for a client that follows it now and then and for one that starts anew, whatever happens")
    mutating func replay() throws {
        var random = SeedRandom(26)
        var follower = Follower()
        for step in 0..<6_000 {
            try randomStep(step, using: &random)
            if step % 97 == 0 { follower.follow(state) }
        }
        follower.follow(state)
        for folder in [inbox, archive] {
            #expect(follower.known[folder, default: [:]].mapValues(\.changed) == contents(of: folder))
        }
        #expect(Set(state.newestFirst(in: nil)) == Set(contents(of: inbox).keys).union(contents(of: archive).keys))
        try checkCounts()
    }

    private mutating func randomStep(_ step: Int, using random: inout SeedRandom) throws {
        let folder = Bool.random(using: &random) ? inbox : archive
        let numbers = state.messages(in: folder)
        guard let number = numbers.randomElement(using: &random), numbers.count > 20 else {
            try state.appendSample(to: folder, second: Int.random(in: 0..<500, using: &random))
            return
        }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: try state.remove(number, to: .purged)
        case 1: try state.copy(number, to: inbox)
        case 2: try state.move(number, to: folder == inbox ? archive : inbox)
        case 3: try state.appendSample(to: folder, second: step)
        case 4: try state.update(number, at: .second(step)) { $0.receivedAt = .second(step % 311) }
        default: try state.update(number, at: .second(step)) { $0.isRead.toggle() }
        }
    }

    private func contents(of folder: FolderNumber) -> [MessageNumber: ChangeNumber] {
        Dictionary(
            uniqueKeysWithValues: state.messages(in: folder).compactMap { number in
                state.message(number).map { (number, $0.changed) }
            })
    }

    private func checkCounts() throws {
        for folder in state.folders.values {
            let messages = folder.messages.compactMap(state.message)
            #expect(folder.unreadCount == messages.count { !$0.isRead })
            #expect(
                messages.map(\.uid) == messages.map(\.uid).sorted()
                    && messages.allSatisfy { $0.folder == folder.number })
            let expected = messages.sorted { ($0.receivedAt, $0.number) > ($1.receivedAt, $1.number) }.map(\.number)
            #expect(state.newestFirst(in: folder.number) == expected)
        }
    }
}

/// A client that keeps copies of folders by deltas alone.
private struct Follower {
    var known: [FolderNumber: [MessageNumber: StoredMessage]] = [:]
    private var upTo: [FolderNumber: ChangeNumber] = [:]

    mutating func follow(_ state: MailboxState) {
        for folder in state.folders.keys {
            let changes = state.changes(in: folder, since: upTo[folder])
            for number in changes.changed { known[folder, default: [:]][number] = state.message(number) }
            for removal in changes.removed { known[folder]?[removal.message] = nil }
            upTo[folder] = changes.upTo
        }
    }
}

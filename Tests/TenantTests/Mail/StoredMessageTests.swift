import Domain
import Tenant
import Testing

@Suite("Messages in folders")
struct StoredMessageTests {
    private var state = MailboxState.english
    private let inbox: FolderNumber
    private let archive: FolderNumber

    init() {
        inbox = state.number(.inbox)
        archive = state.number(.archive)
    }

    @Test("get numbers and UIDs in their order, and are counted")
    mutating func append() throws {
        let first = try state.append(.sample(), to: inbox, receivedAt: .second(1))
        let second = try state.append(.sample(), to: inbox, receivedAt: .second(2)) { $0.isRead = true }
        #expect([first.uid, second.uid] == [1, 2])
        #expect(state.messages(in: inbox) == [first.number, second.number])
        #expect(state.folder(inbox)?.unreadCount == 1)
        #expect(state.folder(inbox)?.nextUID == 3)
        #expect(throws: MailboxError.noSuchFolder) { try state.appendSample(to: FolderNumber(99)) }
    }

    @Test("keep their place when whoever changes them says otherwise")
    mutating func guarded() throws {
        let change: (inout StoredMessage) -> Void = { message in
            (message.folder, message.uid, message.changed) = (FolderNumber(99), 77, ChangeNumber(0))
        }
        let number = try state.appendSample(to: inbox, configure: change)
        let updated = try state.update(number, at: .second(1), change)
        #expect((updated.folder, updated.uid, updated.changed) == (inbox, 1, state.now))
    }

    @Test("move with the same number and a new UID")
    mutating func move() throws {
        let number = try state.appendSample(to: inbox)
        try state.appendSample(to: archive)
        let moved = try state.move(number, to: archive)
        #expect((moved.number, moved.folder, moved.uid) == (number, archive, 2))
        #expect(state.messages(in: inbox) == [] && state.folder(inbox)?.unreadCount == 0)
        #expect(state.folder(archive)?.unreadCount == 2)
        #expect(state.newestFirst(in: archive).count == 2 && state.newestFirst(in: inbox) == [])
        #expect(state.folder(inbox)?.nextUID == 2)
    }

    @Test("get a new UID when they move to where they are")
    mutating func moveInPlace() throws {
        let number = try state.appendSample(to: inbox)
        #expect(try state.move(number, to: inbox).uid == 2)
        #expect(state.messages(in: inbox) == [number] && state.folder(inbox)?.unreadCount == 1)
    }

    @Test("are copied under a new number with their marks")
    mutating func copy() throws {
        let number = try state.appendSample(to: inbox, second: 7) { message in
            message.isRead = true
            message.categories = ["Red category"]
        }
        let copy = try state.copy(number, to: archive)
        #expect(copy.number != number && copy.folder == archive && copy.uid == 1)
        #expect(copy.isRead && copy.categories == ["Red category"] && copy.receivedAt == .second(7))
        #expect(state.message(number)?.folder == inbox && copy.changed == state.now)
    }

    @Test("change their counts with being read")
    mutating func update() throws {
        let number = try state.appendSample(to: inbox)
        let before = state.now
        let read = try state.update(number, at: .second(9)) { $0.isRead = true }
        #expect(read.modifiedAt == .second(9) && read.changed > before && read.uid == 1)
        #expect(state.folder(inbox)?.unreadCount == 0)
        try state.update(number, at: .second(9)) { $0.isRead = false }
        #expect(state.folder(inbox)?.unreadCount == 1)
        #expect(throws: MailboxError.noSuchMessage) { try state.update(MessageNumber(99), at: .second(0)) { _ in } }
    }

    @Test(
        "are deleted to where it was asked",
        arguments: [(Removal.deletedItems, FolderRole.deletedItems), (.recoverable, .recoverableItems)])
    mutating func remove(place: Removal, role: FolderRole) throws {
        let number = try state.appendSample(to: inbox) { $0.isMarkedDeleted = true }
        let removed = try #require(try state.remove(number, to: place))
        #expect(removed.folder == state.number(role) && removed.number == number && !removed.isMarkedDeleted)
        #expect(state.newestFirst(in: nil) == (role == .recoverableItems ? [] : [number]))
        try state.move(number, to: inbox)
        #expect(state.newestFirst(in: nil) == [number])
    }

    @Test("are gone when they are purged, or deleted where deleted mail is")
    mutating func purge() throws {
        let first = try state.appendSample(to: inbox)
        #expect(try state.remove(first, to: .purged) == nil)
        let second = try state.appendSample(to: state.number(.deletedItems))
        #expect(try state.remove(second, to: .deletedItems) == nil)
        #expect(state.folders.values.allSatisfy { $0.messages.isEmpty } && state.newestFirst(in: nil) == [])
        #expect(throws: MailboxError.noSuchMessage) { try state.remove(first, to: .purged) }
    }

    @Test("are found by UID, also between gaps")
    mutating func uids() throws {
        let numbers = try (0..<9).map { try state.appendSample(to: inbox, second: $0) }
        for index in [0, 3, 4, 8] { try state.remove(numbers[index], to: .purged) }
        let found = (0...10).map { state.message(uid: UInt32($0), in: inbox) }
        #expect(found == [nil, nil, numbers[1], numbers[2], nil, nil, numbers[5], numbers[6], numbers[7], nil, nil])
    }

    @Test("are listed newest first, whatever order they came in")
    mutating func order() throws {
        let numbers = try [5, 1, 9, 5, 3].map { try state.appendSample(to: inbox, second: $0) }
        let expected = [2, 3, 0, 4, 1].map { numbers[$0] }
        #expect(state.newestFirst(in: inbox) == expected)
        #expect(state.newestFirst(in: nil) == expected)
        try state.update(numbers[1], at: .second(0)) { $0.receivedAt = .second(7) }
        #expect(state.newestFirst(in: nil) == [2, 1, 3, 0, 4].map { numbers[$0] })
    }

    @Test("count against a quota unless they are seeded")
    mutating func quota() throws {
        state.quotaBytes = 3_000
        try state.appendSeeded(SeedNumber(0), to: inbox, receivedAt: .second(0))
        #expect(state.usedBytes == 0)
        let kept = try [state.appendSample(to: inbox), state.appendSample(to: inbox)]
        #expect(throws: MailboxError.quotaExceeded) { try state.appendSample(to: inbox) }
        #expect(throws: MailboxError.quotaExceeded) { try state.copy(kept[0], to: archive) }
        var long = Letter.sample()
        long.body.content = String(repeating: "x", count: 2_000)
        #expect(throws: MailboxError.quotaExceeded) {
            try state.update(kept[0], at: .second(0)) { $0.content = .written(long) }
        }
        try state.remove(kept[1], to: .purged)
        let before = state.usedBytes
        long.body.content = String(repeating: "x", count: 504)
        try state.update(kept[0], at: .second(0)) { $0.content = .written(long) }
        #expect(state.usedBytes == before + 500)
        #expect(throws: Never.self) { try state.appendSample(to: inbox) }
        #expect(state.usedBytes <= 3_000)
    }

    @Test("that are seeded grow when they are looked at, not when they are stored")
    func seeded() throws {
        let grower = CountingGrower()
        var state = MailboxState(grower: grower)
        let message = try state.appendSeeded(SeedNumber(7), to: state.number(.inbox), receivedAt: .second(0))
        try state.copy(message.number, to: state.number(.archive))
        #expect(grower.count == 0)
        #expect(state.letter(of: message).subject == "Seeded 7")
    }
}

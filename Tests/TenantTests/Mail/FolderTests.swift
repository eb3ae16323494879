import Tenant
import Testing

@Suite("Folders")
struct FolderTests {
    private var state = MailboxState.english

    @Test("are made below others and listed by name without case")
    mutating func creation() throws {
        for name in ["b", "A", "c"] { try state.createFolder(name: name, in: state.number(.inbox)) }
        try state.createFolder(name: "Hidden", in: state.number(.inbox), isHidden: true)
        let inbox = state.number(.inbox)
        #expect(state.children(of: inbox, includingHidden: false).map(\.displayName) == ["A", "b", "c"])
        #expect(state.children(of: inbox, includingHidden: true).map(\.displayName) == ["A", "b", "c", "Hidden"])
    }

    @Test("at the top are the default ones, without those outside the tree")
    func defaults() {
        let names = state.children(of: state.root, includingHidden: true).map(\.displayName)
        #expect(
            names == [
                "Archive", "Conversation History", "Deleted Items", "Drafts", "Inbox", "Junk Email", "Outbox",
                "Sent Items",
            ])
        #expect(state.folder(role: .recoverableItems) != nil)
        #expect(state.folder(role: .clutter) == nil)
    }

    @Test("of other kinds are listed only where they are wanted")
    func kinds() {
        let state = MailboxState(grower: NoGrower(), names: [.inbox: "Posteingang", .calendar: "Kalender"])
        #expect(state.children(of: state.root, includingHidden: false).map(\.displayName) == ["Posteingang"])
        let all = state.children(of: state.root, includingHidden: false, otherKinds: true)
        #expect(all.map(\.displayName) == ["Kalender", "Posteingang"])
    }

    @Test("of trouble lie below Sync Issues where there is one")
    func troubles() {
        let state = MailboxState(grower: NoGrower(), names: [.conflicts: "Conflicts", .syncissues: "Sync Issues"])
        #expect(state.folder(role: .conflicts)?.parent == state.folder(role: .syncissues)?.number)
    }

    @Test("need a name that no sibling has, whatever its case", arguments: ["INBOX", "inbox"])
    mutating func duplicate(name: String) throws {
        #expect(throws: MailboxError.folderExists) { try state.createFolder(name: name, in: state.root) }
        #expect(throws: Never.self) { try state.createFolder(name: name, in: state.number(.inbox)) }
    }

    @Test(
        "have names that can be read and are not too long",
        arguments: [
            ("", false), (" \t", false), (String(repeating: "x", count: 256), false), ("a/b", true), ("ü", true),
        ])
    mutating func names(name: String, isGood: Bool) throws {
        if isGood {
            #expect(try state.createFolder(name: name, in: state.root).displayName == name)
        } else {
            #expect(throws: MailboxError.folderNameInvalid) { try state.createFolder(name: name, in: state.root) }
        }
    }

    @Test("are not made where there is none, nor endlessly deep")
    mutating func places() throws {
        #expect(throws: MailboxError.noSuchFolder) { try state.createFolder(name: "x", in: FolderNumber(99)) }
        var parent = state.root
        #expect(throws: MailboxError.folderTooDeep) {
            for _ in 0...300 { parent = try state.createFolder(name: "deeper", in: parent).number }
        }
    }

    @Test("of the default kind are neither renamed, moved nor deleted")
    mutating func defaultsStay() {
        let inbox = state.number(.inbox)
        #expect(throws: MailboxError.folderIsDefault) { try state.renameFolder(inbox, to: "x") }
        #expect(throws: MailboxError.folderIsDefault) { try state.moveFolder(inbox, to: state.number(.archive)) }
        #expect(throws: MailboxError.folderIsDefault) { try state.deleteFolder(inbox, permanently: true) }
        #expect(throws: MailboxError.folderIsDefault) { try state.copyFolder(state.root, to: inbox) }
    }

    @Test("can be renamed, also only in case, but not to a sibling's name")
    mutating func rename() throws {
        let folder = try state.createFolder(name: "Old", in: state.root).number
        #expect(try state.renameFolder(folder, to: "OLD").displayName == "OLD")
        #expect(throws: MailboxError.folderExists) { try state.renameFolder(folder, to: "Drafts") }
    }

    @Test("move with all below them, but not into themselves")
    mutating func move() throws {
        let top = try state.createFolder(name: "Top", in: state.root).number
        let below = try state.createFolder(name: "Below", in: top).number
        #expect(throws: MailboxError.folderWouldContainItself) { try state.moveFolder(top, to: below) }
        #expect(throws: MailboxError.folderWouldContainItself) { try state.moveFolder(top, to: top) }
        #expect(try state.moveFolder(top, to: state.number(.archive)).parent == state.number(.archive))
        #expect(state.subtree(of: state.number(.archive)) == [state.number(.archive), top, below])
    }

    @Test("move under another name, where their own is taken, and stay where they are when the other is taken too")
    mutating func moveAs() throws {
        let archive = state.number(.archive)
        let folder = try state.createFolder(name: "x", in: state.root).number
        for name in ["x", "taken"] { try state.createFolder(name: name, in: archive) }
        #expect(throws: MailboxError.folderExists) { try state.moveFolder(folder, to: archive, as: "taken") }
        #expect(state.folder(folder)?.parent == state.root && state.folder(folder)?.displayName == "x")
        let moved = try state.moveFolder(folder, to: archive, as: "y")
        #expect(moved.parent == archive && moved.displayName == "y")
    }

    @Test("are copied with all below and in them, under numbers of their own")
    mutating func copy() throws {
        let top = try state.createFolder(name: "Top", in: state.root).number
        let below = try state.createFolder(name: "Below", in: top).number
        let message = try state.appendSample(to: below) { $0.isRead = true }
        let copy = try state.copyFolder(top, to: state.number(.archive))
        let copyBelow = try #require(state.children(of: copy.number, includingHidden: true).first)
        #expect(copy.displayName == "Top" && copyBelow.displayName == "Below" && copyBelow.number != below)
        let copied = try #require(state.messages(in: copyBelow.number).first)
        #expect(copied != message && state.message(copied)?.isRead == true)
        #expect(state.messages(in: below) == [message])
        #expect(throws: MailboxError.folderWouldContainItself) { try state.copyFolder(top, to: below) }
    }

    @Test("go under Deleted Items, and from there for good with all that is in them")
    mutating func deletion() throws {
        let top = try state.createFolder(name: "Top", in: state.root).number
        let below = try state.createFolder(name: "Below", in: top).number
        let message = try state.appendSample(to: below)
        try state.deleteFolder(top, permanently: false)
        #expect(state.folder(top)?.parent == state.number(.deletedItems))
        #expect(state.message(message) != nil)
        try state.deleteFolder(top, permanently: false)
        #expect(state.folder(top) == nil && state.folder(below) == nil && state.message(message) == nil)
        #expect(state.newestFirst(in: nil) == [])
    }

    @Test("get another name in Deleted Items where theirs is taken")
    mutating func deletedTwice() throws {
        for _ in 0..<3 {
            try state.deleteFolder(state.createFolder(name: "Same", in: state.root).number, permanently: false)
        }
        let names = state.children(of: state.number(.deletedItems), includingHidden: true).map(\.displayName)
        #expect(names == ["Same", "Same1", "Same2"])
    }

    @Test("that search hold no mail and no folders")
    mutating func search() throws {
        let search = FolderSearch(filterQuery: "isRead eq false", sources: [], includesNestedFolders: true)
        let folder = try state.createFolder(name: "Unread", in: state.root, search: search).number
        let message = try state.appendSample(to: state.number(.inbox))
        #expect(throws: MailboxError.folderHoldsNoMail) { try state.appendSample(to: folder) }
        #expect(throws: MailboxError.folderHoldsNoMail) { try state.move(message, to: folder) }
        #expect(throws: MailboxError.folderHoldsNoMail) { try state.createFolder(name: "x", in: folder) }
        #expect(state.messages(in: state.number(.inbox)) == [message])
    }

    @Test("have different and small UIDVALIDITY values")
    func validity() {
        let values = Set(state.folders.values.map(\.uidValidity))
        #expect(values.count == state.folders.count && values.allSatisfy { (1...99).contains($0) })
    }
}

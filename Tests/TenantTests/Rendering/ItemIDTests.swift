import Testing

@testable import Tenant

@Suite("A Graph id")
struct ItemIDTests {
    private let adele = SeedPeople.adele
    private static let targets: [(target: ItemID.Target, prefix: String)] = [
        (.folder(FolderNumber(3), isDefault: true), "AQMk"), (.folder(FolderNumber(.max), isDefault: false), "AAMk"),
        (.message(MessageNumber(7), in: FolderNumber(2)), "AAMk"), (.message(MessageNumber(.max), in: nil), "AAkA"),
        (.attachment(1, of: MessageNumber(7), in: FolderNumber(2)), "AAMk"),
        (.attachment(.max, of: MessageNumber(7), in: nil), "AAkA"),
    ]

    @Test("says again what it was made of", arguments: targets.indices)
    func roundTrip(index: Int) throws {
        let (target, prefix) = Self.targets[index]
        let text = ItemID.text(target, in: adele)
        #expect(text.hasPrefix(prefix))
        #expect(text.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") })
        let parsed = try #require(ItemID(parsing: text))
        #expect(parsed.target == target)
        #expect(parsed.belongs(to: adele))
        #expect(!parsed.belongs(to: SeedPeople.bruno))
    }

    @Test("differs between mailboxes, folders, kinds and messages")
    func distinct() {
        let texts =
            Self.targets.map { ItemID.text($0.target, in: adele) }
            + Self.targets.map { ItemID.text($0.target, in: SeedPeople.bruno) }
            + [ItemID.text(.message(MessageNumber(7), in: FolderNumber(3)), in: adele)]
        #expect(Set(texts).count == texts.count)
    }

    @Test("is malformed in any other spelling", arguments: targets.indices)
    func malformed(index: Int) {
        let text = ItemID.text(Self.targets[index].target, in: adele)
        for place in text.indices {
            var other = text
            let character = text[place]
            let changed = character.isUppercase ? character.lowercased() : character == "A" ? "B" : "A"
            other.replaceSubrange(place...place, with: changed)
            if other != text { #expect(ItemID(parsing: other) == nil) }
        }
        for wrong in [text + "=", text + "A", String(text.dropLast()), text.lowercased(), text.uppercased()] {
            #expect(ItemID(parsing: wrong) == nil)
        }
    }

    @Test(
        "is nothing that only looks like one",
        arguments: [
            "", "AAMk", "AAMkAGI2", "inbox", "AAMk////", String(repeating: "A", count: 32),
            String(repeating: "A", count: 9_999),
        ])
    func foreign(text: String) {
        #expect(ItemID(parsing: text) == nil)
    }
}

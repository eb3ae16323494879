import Testing

@testable import GraphDoor

@Suite("What clients write into addresses")
struct GraphReadingSyntaxTests {
    private static let seeds = [
        "receivedDateTime ge 1970-01-01T00:00:00Z and (isRead eq false or not contains(subject,'it''s'))",
        "categories/any(c:c eq 'Red') and singleValueExtendedProperties/any(ep: ep/id eq 'String 0x1042')",
        "\"from:bob subject:\\\"big news\\\" AND (received>=2026-01-01 OR NOT hasattachment:true) size:1..200\"",
        "attachments($select=id,name;$filter=x)", "/v1.0/users('a%40b')/mailFolders(%27it''s%27)/messages/delta()",
    ]

    @Test("is read to its end or refused, whatever it is", arguments: 0..<4)
    func anything(_ round: UInt64) {
        var random = Randomness(state: round)
        for step in 0..<3_000 {
            var bytes = Array(Self.seeds[step % Self.seeds.count].utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                case 2: bytes.insert(contentsOf: Array("(')\":%/.,".utf8), at: place)
                default: bytes.removeSubrange(place...)
                }
            }
            _ = GraphReadingSyntax.filter(bytes)
            _ = GraphReadingSyntax.options(bytes)
            _ = GraphReadingSyntax.search(bytes)
            _ = GraphReadingSyntax.deltaToken(bytes)
            if let segments = GraphReadingSyntax.path(bytes) { #expect(segments.count <= 48) }
        }
    }

    /// Numbers that are the same in each run (splitmix64).
    private struct Randomness: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
            return word ^ (word >> 31)
        }
    }
}

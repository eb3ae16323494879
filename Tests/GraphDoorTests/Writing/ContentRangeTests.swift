import Testing

@testable import GraphDoor

@Suite("A Content-Range")
struct ContentRangeTests {
    @Test("says which bytes of how many")
    func good() throws {
        let range = try #require(ContentRange("bytes 0-2097151/3483322"))
        #expect(range.first == 0)
        #expect(range.count == 2_097_152)
        #expect(range.total == 3_483_322)
    }

    @Test(
        "is none unless its numbers are there and fit",
        arguments: [
            "", "bytes", "bytes 0-1", "bytes 0-1/", "bytes -1/2", "bytes 0-/2", "bytes 1-0/2", "bytes 0-2/2",
            "bytes +0-1/2", "bytes 0-1/*", "bytes */2", "octets 0-1/2", "bytes 0-1/2 3", "bytes 0-9999999999999999/1",
            "bytes 0--1/2",
        ])
    func bad(_ text: String) { #expect(ContentRange(text) == nil) }
}

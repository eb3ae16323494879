import Testing

@testable import Sockets

@Suite("Bytes from a connection")
struct LineSplitterTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var input: String
        var events: [LineSplitter.Event]
        var testDescription: String { String(reflecting: input) }
    }

    /// The limit is five bytes.
    static let cases: [Case] = [
        Case(input: "", events: []),
        Case(input: "a\n", events: [.line("a")]),
        Case(input: "a\r\n", events: [.line("a")]),
        Case(input: "a\r\r\n", events: [.line("a\r")]),
        Case(input: "a\rb\n", events: [.line("a\rb")]),
        Case(input: "\n\r\n\n", events: [.line(""), .line(""), .line("")]),
        Case(input: "a\nb", events: [.line("a"), .line("b")]),
        Case(input: "a\nb\r", events: [.line("a"), .line("b")]),
        Case(input: "12345\n1", events: [.line("12345"), .line("1")]),
        Case(input: "12345", events: [.line("12345")]),
        Case(input: "123456\nok\n", events: [.oversized, .line("ok")]),
        Case(input: "1234567890123\n\nok", events: [.oversized, .line(""), .line("ok")]),
        Case(input: "123456", events: [.oversized]),
        Case(input: "123456\n123456\n1\n", events: [.oversized, .oversized, .line("1")]),
    ]

    @Test("become the same lines however they were cut on the way", arguments: cases)
    func split(_ c: Case) {
        let bytes = Array(c.input.utf8)
        for size in 1...max(1, bytes.count) {
            let chunks = stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
            #expect(SplitLines.events(of: chunks, limit: 5) == c.events, "in pieces of \(size)")
        }
    }

    @Test(
        "that begin like TLS are a line at any time, and no others are",
        arguments: [
            ([0x16, 0x03], true), ([0x16, 0x03, 0x01, 0x02], true), ([0x16], false), ([0x16, 0x04], false),
            ([0x20, 0x16, 0x03], false), ([], false),
        ])
    func hello(_ bytes: [UInt8], _ isHello: Bool) {
        var splitter = LineSplitter(limit: 5)
        for byte in bytes {
            var piece = [byte][...]
            #expect(splitter.next(from: &piece) == nil)
        }
        #expect(splitter.takeHello() == (isHello ? .line(bytes) : nil))
        #expect(splitter.isMidLine == (!isHello && !bytes.isEmpty))
    }

    @Test("of a line without end are not kept")
    func discards() {
        var splitter = LineSplitter(limit: 5)
        var bytes = [UInt8](repeating: 1, count: 6)[...]
        #expect(splitter.next(from: &bytes) == .oversized)
        for _ in 0..<10 {
            bytes = [UInt8](repeating: 1, count: 1_000)[...]
            #expect(splitter.next(from: &bytes) == nil)
            #expect(splitter.heldBytes == 0)
            #expect(splitter.isMidLine)
        }
    }
}

enum SplitLines {
    static func events(of chunks: [ArraySlice<UInt8>], limit: Int) -> [LineSplitter.Event] {
        var splitter = LineSplitter(limit: limit)
        var events: [LineSplitter.Event] = []
        for var chunk in chunks {
            while let event = splitter.next(from: &chunk) { events.append(event) }
        }
        return events + [splitter.finish()].compactMap { $0 }
    }
}

extension LineSplitter.Event {
    static func line(_ text: String) -> Self { .line(Array(text.utf8)) }
}

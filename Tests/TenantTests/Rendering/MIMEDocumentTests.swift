import Domain
import Testing

@testable import Tenant

@Suite("A MIME document")
struct MIMEDocumentTests {
    private let document = MIMEDocument(segments: [
        .bytes(Array("head\r\n".utf8)), .base64(.grown(seed: 5, count: 200)), .bytes([]), .raw(.held([1, 2, 3])),
        .base64(.held([])), .bytes(Array("--end--\r\n".utf8)),
    ])

    @Test("read in pieces of any length is what it is as a whole", arguments: [1, 2, 7, 77, 78, 79, 300, 1_000])
    func pieces(length: Int) {
        let whole = document.bytes
        #expect(whole.count == document.count)
        var joined: [UInt8] = []
        for start in stride(from: 0, to: document.count, by: length) {
            joined += document.read(start..<min(start + length, document.count))
        }
        #expect(joined == whole)
    }

    @Test("gives any range as the same part of the whole")
    func ranges() {
        let whole = document.bytes
        for lower in 0...whole.count {
            for upper in stride(from: lower, through: whole.count, by: 5) {
                #expect(document.read(lower..<upper) == Array(whole[lower..<upper]))
            }
        }
    }

    @Test("gives what there is of a range that goes beyond it")
    func beyond() {
        #expect(document.read(document.count - 2..<Int.max) == [13, 10])
        #expect(document.read(document.count..<document.count + 9).isEmpty)
        #expect(document.read(-5..<4) == Array("head".utf8))
        #expect(MIMEDocument([]).read(0..<10).isEmpty)
    }

    @Test("of 150 MB is read anywhere without being made")
    func large() throws {
        let count = 150 << 20
        let source = AttachmentBytes.grown(seed: 3, count: count)
        let document = MIMEDocument(segments: [.bytes([1, 2, 3]), .base64(source), .bytes([4])])
        #expect(document.count == 3 + (count + 2) / 3 * 4 + (count + 56) / 57 * 2 + 1)
        // One line in the middle: 57 bytes of the source.
        let line = 2_000_000
        let digits = document.read(3 + line * 78..<3 + line * 78 + 76)
        #expect(Base64(String(decoding: digits, as: UTF8.self))?.bytes == source.read(line * 57..<line * 57 + 57))
        #expect(document.read(document.count - 3..<document.count) == [13, 10, 4])
    }
}

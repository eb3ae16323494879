import MIME
import Testing

@testable import Tenant

@Suite("Quoted-printable")
struct QuotedPrintableTests {
    @Test(
        "is written as RFC 2045 says",
        arguments: [
            ("a = b", "a =3D b"), ("ü", "=C3=BC"), ("end \r\nnext\t", "end=20\r\nnext=09"), ("a\rb\nc", "a=0Db=0Ac"),
            ("", ""),
            (String(repeating: "x", count: 76), String(repeating: "x", count: 75) + "=\r\nx"),
            (String(repeating: "x", count: 73) + "ü", String(repeating: "x", count: 73) + "=\r\n=C3=BC"),
        ])
    func table(text: String, encoded: String) {
        #expect(String(decoding: QuotedPrintable.encode(Array(text.utf8)), as: UTF8.self) == encoded)
    }

    @Test("is undone by another decoder, in lines of at most 76 characters")
    func undone() {
        var random = SeedRandom(12)
        let pieces: [[UInt8]] = [
            [0x20], [0x09], [13, 10], [61], [65, 66, 67], [0xc3, 0xbc], [0], [0x7f], [13], [10],
        ]
        for _ in 0..<300 {
            let bytes = (0..<random.below(120)).flatMap { _ in random.pick(pieces) }
            let encoded = QuotedPrintable.encode(bytes)
            #expect(TransferDecoder.decode(encoded, encoding: "quoted-printable") == bytes)
            #expect(encoded.split(separator: 10).allSatisfy { $0.count <= 77 })
        }
    }
}

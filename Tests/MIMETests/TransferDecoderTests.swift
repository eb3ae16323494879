import MIME
import Testing

@Suite("A content transfer encoding")
struct TransferDecoderTests {
    struct Case: Sendable {
        var encoding: String?
        var input: String
        var output: String
    }

    static let cases = [
        Case(encoding: "base64", input: "SGVsbG8g\r\nV29ybGQ=\r\n", output: "Hello World"),
        Case(encoding: "BASE64", input: "SGVsbG8", output: "Hello"),
        Case(encoding: "base64", input: "SGV!sb G8=", output: "Hello"),
        Case(encoding: "base64", input: "", output: ""),
        Case(encoding: "quoted-printable", input: "a=3Db=\r\nc\r\n", output: "a=bc\r\n"),
        Case(encoding: "Quoted-Printable", input: "Gr=C3=BC=c3=9fe", output: "Grüße"),
        Case(encoding: "quoted-printable", input: "100=% =ZZ end", output: "100=% =ZZ end"),
        Case(encoding: "7bit", input: "as=3D is", output: "as=3D is"),
        Case(encoding: nil, input: "as is\r\n", output: "as is\r\n"),
        Case(encoding: "x-unheard-of", input: "as is", output: "as is"),
        Case(encoding: "base64", input: "SGk=SGk=", output: "HiHi"),
        Case(encoding: "base64", input: "S", output: ""),
        Case(encoding: "quoted-printable", input: "soft= \t\r\nbreak", output: "softbreak"),
        Case(encoding: "quoted-printable", input: "a=\nb=\r\nc=", output: "abc"),
        Case(encoding: "quoted-printable", input: "a=4", output: "a=4"),
        Case(encoding: "quoted-printable", input: "==41=4=41", output: "=A=4A"),
    ]

    @Test("is undone at once", arguments: cases)
    func whole(_ c: Case) {
        let decoded = TransferDecoder.decode(Array(c.input.utf8), encoding: c.encoding)
        #expect(String(decoding: decoded, as: UTF8.self) == c.output)
    }

    @Test("is undone byte by byte", arguments: cases)
    func bytewise(_ c: Case) {
        var decoder = TransferDecoder(encoding: c.encoding)
        var decoded: [UInt8] = []
        for byte in c.input.utf8 { decoded += decoder.decode([byte]) }
        decoded += decoder.finish()
        #expect(String(decoding: decoded, as: UTF8.self) == c.output)
    }

    @Test("of all byte values survives any cut", arguments: [1, 3, 57, 76, 1_000])
    func cuts(_ size: Int) {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for encoding in ["base64", "quoted-printable", "binary"] {
            var decoder = TransferDecoder(encoding: encoding)
            var decoded: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                decoded += decoder.decode(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            decoded += decoder.finish()
            let whole = TransferDecoder.decode(bytes, encoding: encoding)
            #expect(decoded.elementsEqual(whole), "\(encoding) in pieces of \(size)")
        }
    }
}

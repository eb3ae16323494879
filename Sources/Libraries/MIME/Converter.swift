internal import CGMime
internal import Glibc

/// One charset conversion to UTF-8 by iconv. Stays with the function that made it.
@safe final class Converter {
    private let raw: OpaquePointer

    /// `nil` when nobody knows the charset.
    init?(from charset: String) {
        GMimeLibrary.prepare()
        guard let known = unsafe GMimeLibrary.copy(g_mime_charset_iconv_name(charset)),
            let raw = unsafe g_iconv_open("UTF-8", known), unsafe postern_iconv_is_open(raw) != 0
        else { return nil }
        unsafe self.raw = raw
    }

    deinit { unsafe g_iconv_close(raw) }

    /// Converts all of it; a byte that means nothing where it stands becomes U+FFFD.
    func convert(_ bytes: [UInt8]) -> String {
        var input = bytes
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2)
        unsafe input.withUnsafeMutableBytes { unsafe run(over: $0, into: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    private func run(over input: UnsafeMutableRawBufferPointer, into output: inout [UInt8]) {
        var next = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = input.count
        while left > 0 {
            let before = left
            let result = unsafe step(&next, &left, into: &output)
            guard result.failed else { break }
            switch result.reason {
            case E2BIG where left < before || result.produced > 0: continue
            case EILSEQ:
                output.append(contentsOf: Self.replacement)
                unsafe next = next?.advanced(by: 1)
                left -= 1
            default:  // an incomplete character at the end
                output.append(contentsOf: Self.replacement)
                return
            }
        }
        flush(into: &output)
    }

    private func step(
        _ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int, into output: inout [UInt8]
    ) -> (failed: Bool, reason: CInt, produced: Int) {
        var failed = false
        var reason: CInt = 0
        let piece = unsafe [CChar](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
            var room = Self.pieceSize
            var inputLeft = gsize(left)
            var roomLeft = gsize(room)
            var target = buffer.baseAddress
            failed = unsafe g_iconv(raw, &next, &inputLeft, &target, &roomLeft) == gsize.max
            reason = errno
            left = Int(inputLeft)
            room -= Int(roomLeft)
            count = room
        }
        output.append(contentsOf: piece.lazy.map { UInt8(bitPattern: $0) })
        return (failed, reason, piece.count)
    }

    /// Lets a charset with shift states write what it still holds back.
    private func flush(into output: inout [UInt8]) {
        var nothing: UnsafeMutablePointer<CChar>?
        var none = 0
        _ = unsafe step(&nothing, &none, into: &output)
    }

    private static let pieceSize = 16_384
    private static let replacement = Array("\u{FFFD}".utf8)
}

/// Undoes a content transfer encoding (RFC 2045, section 6) piece by piece. Broken input is read as far as it goes, and
/// the result does not depend on where the pieces are cut.
package struct TransferDecoder: Sendable {
    private enum State: Sendable {
        case identity
        case base64(Base64Decoder)
        case quotedPrintable(QuotedPrintableDecoder)
    }
    private var state: State

    /// The encoding by its name in the header, in any case; an unknown one passes everything through.
    package init(encoding name: String?) {
        switch name?.lowercased().filter({ !$0.isWhitespace }) {
        case "base64": state = .base64(Base64Decoder())
        case "quoted-printable": state = .quotedPrintable(QuotedPrintableDecoder())
        default: state = .identity
        }
    }

    /// The next piece, decoded as far as it can be yet.
    package mutating func decode(_ piece: [UInt8]) -> [UInt8] {
        switch state {
        case .identity: return piece
        case .base64(var decoder):
            defer { state = .base64(decoder) }
            return decoder.decode(piece)
        case .quotedPrintable(var decoder):
            defer { state = .quotedPrintable(decoder) }
            return decoder.decode(piece)
        }
    }

    /// What was still held back. The decoder is ready for another part afterwards.
    package mutating func finish() -> [UInt8] {
        switch state {
        case .identity: return []
        case .base64(var decoder):
            defer { state = .base64(Base64Decoder()) }
            return decoder.finish()
        case .quotedPrintable(var decoder):
            defer { state = .quotedPrintable(QuotedPrintableDecoder()) }
            return decoder.finish()
        }
    }

    /// All at once.
    package static func decode(_ bytes: [UInt8], encoding: String?) -> [UInt8] {
        var decoder = TransferDecoder(encoding: encoding)
        return decoder.decode(bytes) + decoder.finish()
    }
}

package import Cryptography
internal import Domain

/// A key of 32 bytes that was given to the program from outside and opens one kind of slot.
package struct KeySource: Sendable {
    package enum Kind: Sendable {
        case credential, keyFile

        var slot: SlotKind { self == .credential ? .credential : .keyFile }
    }
    package let kind: Kind
    let key: KeyBytes

    package init(_ kind: Kind, key: KeyBytes) {
        self.kind = kind
        self.key = key
    }

    /// Reads what a credential or a key file holds: 32 bytes as they are, or in 64 hexadecimal digits, or in base64; one line
    /// end after it is passed over. Anything else is `invalid`.
    package init(_ kind: Kind, contents: [UInt8]) throws(VaultError) {
        guard var key = Self.key(in: contents) else {
            throw .invalid(
                "a vault key is 32 random bytes, raw, in hexadecimal or in base64; this has \(contents.count) bytes")
        }
        defer { key.wipe() }
        self.init(kind, key: KeyBytes(copying: key))
    }

    private static func key(in contents: [UInt8]) -> [UInt8]? {
        if contents.count == 32 { return contents }
        var text = contents[...]
        if text.last == UInt8(ascii: "\n") { text.removeLast() }
        if text.last == UInt8(ascii: "\r"), text.count < contents.count { text.removeLast() }
        switch text.count {
        case 32: return Array(text)
        case 64: return hexadecimal(text)
        case 43, 44:
            guard let bytes = Base64(String(decoding: text, as: UTF8.self))?.bytes, bytes.count == 32 else {
                return nil
            }
            return bytes
        default: return nil
        }
    }

    private static func hexadecimal(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let digits = text.compactMap { Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init) }
        guard digits.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

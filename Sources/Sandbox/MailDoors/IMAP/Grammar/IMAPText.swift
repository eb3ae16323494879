/// Writes values of the protocol (RFC 3501, section 9).
enum IMAPText {
    /// Quoted where that can say it, else a literal.
    static func string(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count <= longestQuoted, bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else {
            return Array("{\(bytes.count)}\r\n".utf8) + bytes
        }
        var quoted = [UInt8(ascii: "\"")]
        for byte in bytes {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { quoted.append(UInt8(ascii: "\\")) }
            quoted.append(byte)
        }
        return quoted + [UInt8(ascii: "\"")]
    }

    static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

    /// NIL for nothing.
    static func nstring(_ bytes: [UInt8]?) -> [UInt8] { bytes.map { string($0) } ?? nothing }

    /// A mailbox's name: bare where an atom can say it, as Exchange does.
    static func mailbox(_ name: [UInt8]) -> [UInt8] {
        let isBare = !name.isEmpty && name.allSatisfy(IMAPScanner.isAtom) && name != nothing
        return isBare ? name : string(name)
    }

    static let nothing = Array("NIL".utf8)
    private static let longestQuoted = 1_024
}

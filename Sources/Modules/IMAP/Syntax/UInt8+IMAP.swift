extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }

    var uppercased: UInt8 { self &- 0x61 < 26 ? self & 0xDF : self }

    /// Whether the byte may stand in an atom. Wider than RFC 9051's `ATOM-CHAR`: servers put backslashes (flags),
    /// wildcards and bytes beyond ASCII there.
    var isAtomByte: Bool {
        self > 0x20 && self != 0x7F && self != UInt8(ascii: "(") && self != UInt8(ascii: ")")
            && self != UInt8(ascii: "\"") && self != UInt8(ascii: "{")
    }
}

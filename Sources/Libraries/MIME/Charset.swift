internal import Domain

/// Turns the bytes of any charset into text. It never fails: what cannot be read becomes U+FFFD.
package enum Charset {
    /// Decodes bytes that claim to be in `charset`.
    ///
    /// Nothing, something unknown, or a claim of ASCII that is not true means: UTF-8 if the bytes are that, else
    /// windows-1252. Names are read as browsers read them (WHATWG Encoding, section 4.2), because mailers write
    /// `iso-8859-1` and mean windows-1252, and `gb2312` and mean GB 18030.
    package static func decode(_ bytes: [UInt8], from charset: String?) -> String {
        switch kind(of: charset) {
        case .guess: guess(bytes)
        case .utf8: String(decoding: withoutMark(bytes), as: UTF8.self)
        case .windows1252: Windows1252.decode(bytes)
        case .named(let name): Converter(from: name)?.convert(bytes) ?? guess(bytes)
        }
    }

    private enum Kind {
        case guess, utf8, windows1252
        case named(String)
    }

    private static func guess(_ bytes: [UInt8]) -> String {
        String(validating: withoutMark(bytes), as: UTF8.self) ?? Windows1252.decode(bytes)
    }

    /// Without a byte order mark in front.
    private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }

    private static func kind(of charset: String?) -> Kind {
        guard let charset, (1...64).contains(charset.utf8.count), charset.utf8.allSatisfy(isNameByte) else {
            return .guess
        }
        let name = charset.lowercased()
        return switch name {
        case "utf-8", "utf8": .utf8
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "windows-1252", "cp1252", "x-cp1252": .windows1252
        case "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "unknown-8bit", "x-unknown", "default": .guess
        default: .named(supersets[name] ?? name)
        }
    }

    /// What a name may be made of: the registry's characters, so that no path and no iconv suffix (`//`) gets through.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isIdentifierByte || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "+")
    }

    /// Charsets that are read as their larger sisters.
    private static let supersets = [
        "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz",
        "ks_c_5601-1987": "cp949", "ks_c_5601-1989": "cp949", "euc-kr": "cp949", "ksc5601": "cp949",
        "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "iso-2022-jp": "iso-2022-jp-2",
        "big5": "cp950", "iso-8859-9": "cp1254", "tis-620": "cp874", "iso-8859-11": "cp874", "windows-874": "cp874",
        "iso-8859-8-i": "iso-8859-8", "unicode-1-1-utf-7": "utf-7", "koi8": "koi8-r",
    ]
}

/// Character references of HTML: the numeric ones, and the names that mail uses.
enum HTMLEntities {
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(38) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            let body = rest[rest.index(after: start)...]
            let name = body.prefix(longestName).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
            if let character = character(String(name)) {
                result += character
                rest = body[name.endIndex...]
                if rest.first == ";" { rest = rest.dropFirst() }
            } else {
                result += "&"
                rest = body
            }
        }
        return result + rest
    }

    private static let longestName = 32

    private static func character(_ name: String) -> String? {
        guard name.hasPrefix("#") else { return named[name] }
        let digits = name.dropFirst()
        let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
        let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, value > 0 else { return nil }
        return String(Unicode.Scalar(value).map(Character.init) ?? "\u{FFFD}")
    }

    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©", "reg": "®",
        "trade": "™", "euro": "€", "pound": "£", "yen": "¥", "sect": "§", "deg": "°", "hellip": "…", "mdash": "—",
        "ndash": "–", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»",
        "bull": "•", "middot": "·", "times": "×", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö",
        "Uuml": "Ü", "szlig": "ß", "agrave": "à", "eacute": "é", "egrave": "è", "ecirc": "ê", "ccedil": "ç",
        "ntilde": "ñ", "aring": "å", "oslash": "ø", "aelig": "æ", "Tab": "\t", "NewLine": "\n", "colon": ":",
        "lpar": "(", "rpar": ")", "sol": "/", "zwnj": "\u{200C}",
    ]
}

/// Text as searches compare it: lowercase words, each after one space.
///
/// Byte by byte, since a search may go through fifty thousand bodies: ASCII letters and digits make words, and so does
/// everything beyond ASCII but no-break spaces and the general and CJK punctuation.
enum SearchText {
    static func words(_ text: String) -> String {
        let bytes = Array(text.lowercased().utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 1)
        var isBetween = true
        var next = 0
        while next < bytes.count {
            let gap = separator(in: bytes, at: next)
            next += max(gap, 1)
            if gap > 0 {
                isBetween = true
            } else {
                if isBetween { result.append(UInt8(ascii: " ")) }
                isBetween = false
                result.append(bytes[next - 1])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// How many bytes of no word begin here; 0 when a word's do.
    private static func separator(in bytes: [UInt8], at place: Int) -> Int {
        switch bytes[place] {
        case 48...57, 97...122: return 0
        case ..<0x80: return 1
        // U+00A0, U+2000 to U+207F, U+3000 to U+303F.
        case 0xc2 where follows([0xa0], bytes, place): return 2
        case 0xe2 where follows([0x80, 0x81], bytes, place): return min(3, bytes.count - place)
        case 0xe3 where follows([0x80], bytes, place): return min(3, bytes.count - place)
        default: return 0
        }
    }

    private static func follows(_ seconds: [UInt8], _ bytes: [UInt8], _ place: Int) -> Bool {
        place + 1 < bytes.count && seconds.contains(bytes[place + 1])
    }
}

/// The arithmetic of base64 in lines: where a byte of the encoded text comes from.
enum Base64Lines {
    /// A line holds 57 bytes as 76 digits, and CRLF.
    private static let bytesInLine = 57
    private static let lineLength = 78

    /// How long the encoded text of so many bytes is; nothing gives nothing.
    static func count(of count: Int) -> Int {
        (count + 2) / 3 * 4 + (count + bytesInLine - 1) / bytesInLine * 2
    }

    /// A range of the encoded text, which lies in `0..<count(of:)`.
    static func read(_ range: Range<Int>, of source: AttachmentBytes) -> ArraySlice<UInt8> {
        guard !range.isEmpty else { return [] }
        let firstLine = range.lowerBound / lineLength
        let endLine = (range.upperBound + lineLength - 1) / lineLength
        let wanted = firstLine * bytesInLine..<min(endLine * bytesInLine, source.count)
        let encoded = encode(source.read(wanted))
        let start = range.lowerBound - firstLine * lineLength
        return encoded[start..<start + range.count]
    }

    /// All of it, in lines.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(count(of: bytes.count))
        var position = 0
        while position < bytes.count {
            let end = min(position + bytesInLine, bytes.count)
            encodeLine(bytes[position..<end], into: &output)
            position = end
        }
        return output
    }

    private static func encodeLine(_ line: ArraySlice<UInt8>, into output: inout [UInt8]) {
        var position = line.startIndex
        while position < line.endIndex {
            let left = line.endIndex - position
            let first = line[position]
            let second = left > 1 ? line[position + 1] : 0
            let third = left > 2 ? line[position + 2] : 0
            output.append(digits[Int(first >> 2)])
            output.append(digits[Int(first & 3) << 4 | Int(second >> 4)])
            output.append(left > 1 ? digits[Int(second & 15) << 2 | Int(third >> 6)] : padding)
            output.append(left > 2 ? digits[Int(third & 63)] : padding)
            position += min(3, left)
        }
        output.append(UInt8(ascii: "\r"))
        output.append(UInt8(ascii: "\n"))
    }

    private static let padding = UInt8(ascii: "=")
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}

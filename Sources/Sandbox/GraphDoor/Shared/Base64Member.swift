internal import Domain
internal import Tenant

/// Bytes in base64 (RFC 4648, section 4) between two pieces of JSON, of which any range can be read.
struct Base64Member: Sendable {
    private let before: [UInt8]
    private let source: AttachmentBytes
    private let after: [UInt8]
    private let digits: Int

    init(before: [UInt8], _ source: AttachmentBytes, after: [UInt8]) {
        self.before = before
        self.source = source
        self.after = after
        digits = (source.count + 2) / 3 * 4
    }

    var count: Int { before.count + digits + after.count }

    @Sendable func read(_ range: Range<Int>) -> [UInt8] {
        let range = range.clamped(to: 0..<count)
        let middle = before.count..<before.count + digits
        var result = Array(before[range.clamped(to: 0..<before.count)])
        let inside = range.clamped(to: middle)
        if !inside.isEmpty { result += encoded(inside.lowerBound - before.count..<inside.upperBound - before.count) }
        let behind = range.clamped(to: middle.upperBound..<count)
        result += after[behind.lowerBound - middle.upperBound..<behind.upperBound - middle.upperBound]
        return result
    }

    /// Whole groups of three bytes around the digits, cut to them.
    private func encoded(_ range: Range<Int>) -> ArraySlice<UInt8> {
        let groups = range.lowerBound / 4..<(range.upperBound + 3) / 4
        let bytes = source.read(groups.lowerBound * 3..<min(groups.upperBound * 3, source.count))
        let text = Array(Base64(bytes).text.utf8)
        return text[range.lowerBound - groups.lowerBound * 4..<range.upperBound - groups.lowerBound * 4]
    }
}

/// A message as it comes in, bounded.
struct SMTPContent {
    private(set) var bytes: [UInt8] = []
    /// How many came, also of those that were too many to keep.
    private(set) var count = 0
    /// There was a CR or LF that was not the end of a line (RFC 5321, section 2.3.8).
    private(set) var hasBareLineEnd = false
    let limit: Int

    init(limit: Int) { self.limit = limit }

    var isTooLarge: Bool { count > limit }

    mutating func append(_ piece: [UInt8]) {
        count += piece.count
        if isTooLarge { bytes = [] } else { bytes += piece }
    }

    /// One line of DATA, without its CRLF; the dot that hides another goes (section 4.5.2).
    mutating func append(line: [UInt8]) {
        hasBareLineEnd = hasBareLineEnd || line.contains { $0 == 0x0a || $0 == 0x0d }
        append(line.first == UInt8(ascii: ".") ? Array(line.dropFirst()) : line)
        append([0x0d, 0x0a])
    }

    /// A line that was too long to be read.
    mutating func refuse() {
        count = max(count, limit + 1)
        bytes = []
    }
}

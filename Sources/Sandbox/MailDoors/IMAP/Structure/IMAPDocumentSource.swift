import Tenant

/// A rendered message as IMAP looks at it.
struct IMAPDocumentSource: IMAPSource {
    let document: MIMEDocument

    var count: Int { document.count }
    func read(_ range: Range<Int>) -> [UInt8] { document.read(range) }

    var runs: [IMAPRun] {
        var position = 0
        return document.segments.map { segment in
            let range = position..<position + segment.count
            position = range.upperBound
            guard case .base64 = segment else { return .lines(range) }
            return .opaque(range, lineCount: (range.count + Self.lineLength - 1) / Self.lineLength)
        }
    }

    /// 76 digits and CRLF.
    private static let lineLength = 78
}

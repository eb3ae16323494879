import MIME

/// The header fields that describe a body (RFC 2045), as they were written.
package struct IMAPFields: Sendable {
    /// Lower-case names, values unfolded.
    private let values: [String: [UInt8]]

    static let kept: Set<String> = [
        "content-type", "content-transfer-encoding", "content-id", "content-description", "content-disposition",
        "content-language", "content-location", "content-md5",
    ]

    init(_ values: [String: [UInt8]]) { self.values = values }

    /// Nil when it is not there.
    func value(_ name: String) -> [UInt8]? { values[name] }

    var type: ContentField { ContentField(values["content-type"] ?? []) }

    /// `text/plain` when nothing sensible is written.
    var mediaType: (type: String, subtype: String) {
        let words = type.value.split(separator: "/", omittingEmptySubsequences: false)
        guard words.count == 2, words.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } })
        else { return ("text", "plain") }
        return (String(words[0]), String(words[1]))
    }

    /// In lower case; `7bit` when nothing is written.
    var encoding: String {
        let text = String(decoding: values["content-transfer-encoding"] ?? [], as: UTF8.self)
        let word = text.lowercased().filter { !$0.isWhitespace }
        return word.isEmpty ? "7bit" : word
    }

    /// What separates the parts of a multipart; nil when it is none.
    var boundary: [UInt8]? {
        guard mediaType.type == "multipart" else { return nil }
        let field = type.parameters.first { String(decoding: $0.name, as: UTF8.self).lowercased() == "boundary" }
        guard let value = field?.value, (1...longestBoundary).contains(value.count) else { return nil }
        return value
    }

    /// RFC 2046, section 5.1.1 allows 70; others write more.
    private var longestBoundary: Int { 256 }

    /// A message within, which can be looked into: not when it is encoded.
    var isMessage: Bool {
        mediaType == ("message", "rfc822") && ["7bit", "8bit", "binary"].contains(encoding)
    }
}

internal import Domain

/// Texts and files of a composition, checked.
struct CheckedContent {
    struct File {
        let type: MediaType
        let filename: String?
        let contentID: String?
        let bytes: [UInt8]
    }
    let text: String?
    let html: String?
    /// Shown by the HTML.
    let inline: [File]
    let attached: [File]

    init(_ composition: Composition) throws(MIMEError) {
        text = try Self.body(composition.text, "text")
        html = try Self.body(composition.html, "html")
        try Self.check(composition.attachments ?? [], shownByHTML: html != nil)
        var inline: [File] = []
        var attached: [File] = []
        for content in composition.attachments ?? [] {
            let file = try Self.file(content)
            if content.inline == true { inline.append(file) } else { attached.append(file) }
        }
        self.inline = inline
        self.attached = attached
    }

    /// Checks what is said about files, wherever their bytes are.
    static func check(_ contents: [AttachmentContent], shownByHTML hasHTML: Bool) throws(MIMEError) {
        guard contents.count <= MessageComposer.maximumAttachments else {
            throw .invalid(field: "attachments", reason: "more than \(MessageComposer.maximumAttachments)")
        }
        for content in contents {
            _ = try MediaType(checking: content.contentType ?? Self.anyType)
            _ = try filename(content)
            if let identifier = content.contentId, !isContentID(identifier) {
                throw .invalid(field: "attachments", reason: "not a content id")
            }
            guard content.inline == true else { continue }
            guard hasHTML else { throw .invalid(field: "attachments", reason: "inline without html") }
            guard content.contentId != nil else {
                throw .invalid(field: "attachments", reason: "inline without contentId")
            }
        }
    }

    /// Line ends of any kind become LF.
    private static func body(_ text: String?, _ field: String) throws(MIMEError) -> String? {
        guard let text else { return nil }
        guard !text.utf8.contains(0) else { throw .invalid(field: field, reason: "a NUL byte") }
        guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\r") {
                bytes.append(UInt8(ascii: "\n"))
            } else if byte != UInt8(ascii: "\n") || previous != UInt8(ascii: "\r") {
                bytes.append(byte)
            }
            previous = byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// After the check.
    private static func file(_ content: AttachmentContent) throws(MIMEError) -> File {
        guard let bytes = content.content?.bytes else {
            throw .invalid(field: "attachments", reason: "one without content")
        }
        return File(
            type: try MediaType(checking: content.contentType ?? anyType), filename: try filename(content),
            contentID: content.contentId, bytes: bytes)
    }

    private static func filename(_ content: AttachmentContent) throws(MIMEError) -> String? {
        guard let name = content.filename, !name.isEmpty else { return nil }
        return try CheckedHeader.line(name, "attachments", maximumLength: 1_024)
    }

    private static let anyType = "application/octet-stream"

    /// What may stand between the angle brackets (RFC 2045, section 7); many mailers leave the `@` out.
    private static func isContentID(_ text: String) -> Bool {
        (1...250).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
            }
    }
}

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
        let contents = composition.attachments ?? []
        guard contents.count <= MessageComposer.maximumAttachments else {
            throw .invalid(field: "attachments", reason: "more than \(MessageComposer.maximumAttachments)")
        }
        var inline: [File] = []
        var attached: [File] = []
        for content in contents {
            let file = try Self.file(content)
            if content.inline == true {
                guard html != nil else { throw .invalid(field: "attachments", reason: "inline without html") }
                guard file.contentID != nil else {
                    throw .invalid(field: "attachments", reason: "inline without contentId")
                }
                inline.append(file)
            } else {
                attached.append(file)
            }
        }
        self.inline = inline
        self.attached = attached
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

    private static func file(_ content: AttachmentContent) throws(MIMEError) -> File {
        let type = try MediaType(checking: content.contentType ?? "application/octet-stream")
        var filename: String?
        if let name = content.filename, !name.isEmpty {
            filename = try CheckedHeader.line(name, "attachments", maximumLength: 1_024)
        }
        if let identifier = content.contentId, !isContentID(identifier) {
            throw .invalid(field: "attachments", reason: "not a content id")
        }
        guard let bytes = content.content?.bytes else { throw .invalid(field: "attachments", reason: "one without content") }
        return File(type: type, filename: filename, contentID: content.contentId, bytes: bytes)
    }

    /// What may stand between the angle brackets (RFC 2045, section 7); many mailers leave the `@` out.
    private static func isContentID(_ text: String) -> Bool {
        (1...250).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
            }
    }
}

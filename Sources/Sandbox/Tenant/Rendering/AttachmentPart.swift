/// One attachment as a part.
struct AttachmentPart {
    let attachment: LetterAttachment
    let dialect: Dialect

    var node: MIMENode {
        switch attachment.kind {
        case .file(let source):
            if isNotice || isHeader { return plain(source) }
            let header = "Content-Type: \(type)\(nameParameter)\r\n" + disposition + identifier
            return .leaf(
                header: Array((header + "Content-Transfer-Encoding: base64\r\n").utf8), content: .base64(source))
        case .item(let source):
            let header = "Content-Type: message/rfc822\(nameParameter)\r\n" + disposition + identifier
            return .leaf(header: Array((header + itemEncoding(source)).utf8), content: .raw(source))
        case .reference(let url): return reference(url)
        }
    }

    private var type: String {
        let value = HeaderWriter.oneLine(attachment.contentType)
        let halves = value.split(separator: ";", maxSplits: 1)
        let isType =
            halves.first.map { $0.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty } }
            ?? false
        guard isType, value.utf8.allSatisfy({ $0 < 0x7f }), value.contains("/"), !value.hasPrefix("multipart/"),
            !value.hasPrefix("message/") || isNotice
        else { return "application/octet-stream" }
        return value
    }

    /// Whether it is a report in a message's clothes: no other type of message has bytes without being a message.
    var isNotice: Bool {
        guard case .file = attachment.kind else { return false }
        return ["message/delivery-status", "message/disposition-notification"].contains(attachment.contentType)
    }

    /// Whether it is the header of a message that a report is about, and needs no encoding (RFC 6522, section 4).
    private var isHeader: Bool {
        guard case .file(.held(let bytes)) = attachment.kind, bytes.count < 65_536 else { return false }
        return attachment.contentType == "text/rfc822-headers" && bytes.allSatisfy { $0 < 0x7f }
    }

    /// Such a part is not encoded (RFC 3464, section 2.1; RFC 8098, section 3.1).
    private func plain(_ source: AttachmentBytes) -> MIMENode {
        let header = "Content-Type: \(attachment.contentType)\(nameParameter)\r\n" + disposition + identifier
        return .leaf(header: Array((header + itemEncoding(source)).utf8), content: .raw(source))
    }

    private var nameParameter: String {
        attachment.name.isEmpty ? "" : ";" + FileName(attachment.name, dialect: dialect).parameter("name")
    }

    private var disposition: String {
        let value = attachment.isInline ? "inline" : "attachment"
        let name =
            attachment.name.isEmpty ? "" : ";" + FileName(attachment.name, dialect: dialect).parameter("filename")
        return "Content-Disposition: \(value)\(name)\r\n"
    }

    private var identifier: String {
        attachment.contentID.map { "Content-ID: <\(HeaderWriter.oneLine($0))>\r\n" } ?? ""
    }

    /// A message within cannot be encoded (RFC 2046, section 5.2.1).
    private func itemEncoding(_ source: AttachmentBytes) -> String {
        guard case .held(let bytes) = source, bytes.contains(where: { $0 >= 0x80 }) else { return "" }
        return "Content-Transfer-Encoding: 8bit\r\n"
    }

    /// A link has no bytes: it travels as an external body (RFC 2046, section 5.2.3; RFC 2017).
    private func reference(_ url: String) -> MIMENode {
        let url = HeaderWriter.escaped(HeaderWriter.oneLine(url))
        let header = "Content-Type: message/external-body; access-type=URL;\r\n URL=\"\(url)\"\r\n" + disposition
        let body = "Content-Type: \(type)\(nameParameter)\r\nContent-ID: <link-\(attachment.number)@sandbox>\r\n\r\n"
        return .leaf(header: Array(header.utf8), content: .bytes(Array(body.utf8)))
    }
}

internal import CGMime
internal import Domain

/// Puts checked values together: the header by `HeaderEncoder`, the parts below it by GMime.
struct MessageBuilder {
    let makeBoundary: @Sendable () -> String

    func build(_ header: CheckedHeader, _ content: CheckedContent) -> [UInt8] {
        GMimeLibrary.prepare()
        var message = fields(of: header)
        message += bytes(of: root(of: content))
        if !message.hasSuffix("\r\n") { message += Array("\r\n".utf8) }
        return message
    }

    private func fields(of header: CheckedHeader) -> [UInt8] {
        var fields = HeaderEncoder.field("Date", date: header.date)
        fields += HeaderEncoder.field("From", addresses: [header.from])
        if let sender = header.sender, sender.address != header.from.address {
            fields += HeaderEncoder.field("Sender", addresses: [sender])
        }
        for (name, list) in [("Reply-To", header.replyTo), ("To", header.to), ("Cc", header.cc)] where !list.isEmpty {
            fields += HeaderEncoder.field(name, addresses: list)
        }
        if !header.subject.isEmpty { fields += HeaderEncoder.field("Subject", text: header.subject) }
        fields += HeaderEncoder.field("Message-ID", identifiers: [header.messageID])
        for (name, list) in [("In-Reply-To", header.inReplyTo), ("References", header.references)] where !list.isEmpty {
            fields += HeaderEncoder.field(name, identifiers: list)
        }
        for field in header.custom { fields += HeaderEncoder.field(field.name, text: field.value) }
        return fields + Array("MIME-Version: 1.0\r\n".utf8)
    }

    private func root(of content: CheckedContent) -> Entity? {
        let html = content.html.map { html in
            multipart("related", [textPart("html", html)] + content.inline.map { file($0, as: "inline") })
        }
        let text = content.html == nil || content.text != nil ? textPart("plain", content.text ?? "") : nil
        let body = multipart("alternative", [text, html ?? nil])
        return multipart("mixed", [body] + content.attached.map { file($0, as: "attachment") })
    }

    /// Several parts under one; a single part stays as it is.
    private func multipart(_ subtype: String, _ parts: [Entity?]) -> Entity? {
        let parts = parts.compactMap { $0 }
        guard parts.count > 1 else { return parts.first }
        guard let raw = unsafe g_mime_multipart_new_with_subtype(subtype) else { return nil }
        unsafe g_mime_multipart_set_boundary(raw, makeBoundary())
        for part in parts { unsafe g_mime_multipart_add(raw, part.raw) }
        return unsafe Entity(postern_multipart_object(raw))
    }

    private func textPart(_ subtype: String, _ text: String) -> Entity? {
        let lines = Array(text.utf8)
        let isASCII = lines.allSatisfy { $0 < 0x80 }
        return switch BodyEncoding(forText: lines) {
        case .sevenBit: part("text", subtype, lines, GMIME_CONTENT_ENCODING_7BIT, [("charset", "us-ascii")])
        case .quotedPrintable:
            part(
                "text", subtype, lines, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE,
                [("charset", isASCII ? "us-ascii" : "utf-8")])
        case .base64: part("text", subtype, withCRLF(lines), GMIME_CONTENT_ENCODING_BASE64, [("charset", "utf-8")])
        }
    }

    /// A file travels in base64, byte for byte. A message may not be encoded (RFC 2046, section 5.2.1): where its lines
    /// allow it, it goes as it is, else as a file whose name ends in `.eml`.
    private func file(_ file: CheckedContent.File, as disposition: String) -> Entity? {
        var type = (file.type.type, file.type.subtype)
        var encoding = GMIME_CONTENT_ENCODING_BASE64
        if file.type.type == "message" {
            if file.bytes.allSatisfy({ $0 < 0x80 }), (try? LineCheck.check(file.bytes, field: "attachments")) != nil {
                encoding = GMIME_CONTENT_ENCODING_7BIT
            } else {
                type = ("application", "octet-stream")
            }
        }
        let entity = part(type.0, type.1, file.bytes, encoding, file.type.parameters)
        guard let entity else { return nil }
        unsafe g_mime_object_set_disposition(entity.raw, disposition)
        if let name = file.filename {
            unsafe g_mime_object_set_content_disposition_parameter(entity.raw, "filename", name)
        }
        if let identifier = file.contentID { unsafe g_mime_object_set_content_id(entity.raw, identifier) }
        return entity
    }

    private func part(
        _ type: String, _ subtype: String, _ bytes: [UInt8], _ encoding: GMimeContentEncoding,
        _ parameters: [(name: String, value: String)]
    ) -> Entity? {
        guard let stream = MemoryStream(bytes), let raw = unsafe g_mime_part_new_with_type(type, subtype),
            let entity = unsafe Entity(postern_part_object(raw))
        else { return nil }
        let content = unsafe g_mime_data_wrapper_new_with_stream(stream.raw, GMIME_CONTENT_ENCODING_DEFAULT)
        defer { unsafe g_object_unref(content) }
        unsafe g_mime_part_set_content(raw, content)
        unsafe g_mime_part_set_content_encoding(raw, encoding)
        for (name, value) in parameters {
            unsafe g_mime_object_set_content_type_parameter(entity.raw, name, value)
        }
        return entity
    }

    private func bytes(of entity: Entity?) -> [UInt8] {
        guard let entity, let format = unsafe g_mime_format_options_new() else { return [] }
        defer { unsafe g_mime_format_options_free(format) }
        unsafe g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS)
        unsafe g_mime_format_options_set_param_encoding_method(format, GMIME_PARAM_ENCODING_METHOD_RFC2231)
        guard let stream = MemoryStream() else { return [] }
        unsafe g_mime_object_write_to_stream(entity.raw, format, stream.raw)
        return stream.bytes
    }

    private func withCRLF(_ lines: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.count + lines.count / 32)
        for byte in lines {
            if byte == UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\r")) }
            bytes.append(byte)
        }
        return bytes
    }
}

extension [UInt8] {
    func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}

internal import CGMime
internal import Domain

/// Takes a message apart with GMime.
enum MessageParser {
    static func parse(_ bytes: [UInt8]) -> (headers: [HeaderField], parts: [MessagePart]) {
        let options = ParserOptions()
        guard let stream = MemoryStream(bytes), let parser = unsafe g_mime_parser_new_with_stream(stream.raw) else {
            return ([], [])
        }
        defer { unsafe g_object_unref(parser) }
        guard let message = unsafe g_mime_parser_construct_message(parser, options.raw) else { return ([], []) }
        defer { unsafe g_object_unref(message) }
        var parts: [MessagePart] = []
        if let root = unsafe g_mime_message_get_mime_part(message) {
            let isMultipart = unsafe postern_as_multipart(root) != nil
            unsafe collect(root, id: isMultipart ? "" : "1", depth: 0, into: &parts)
        }
        return unsafe (headers(of: postern_message_object(message)), parts)
    }

    private static func headers(of object: UnsafeMutablePointer<GMimeObject>?) -> [HeaderField] {
        guard let list = unsafe g_mime_object_get_header_list(object) else { return [] }
        let count = unsafe g_mime_header_list_get_count(list)
        return (0..<count).compactMap { index in
            guard let header = unsafe g_mime_header_list_get_header_at(list, index),
                let name = unsafe GMimeLibrary.copy(g_mime_header_get_name(header))
            else { return nil }
            let raw = unsafe rawBytes(g_mime_header_get_raw_value(header))
            return HeaderField(name: name, value: HeaderDecoder.text(raw))
        }
    }

    private static func rawBytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
        guard let text = unsafe text else { return [] }
        return unsafe UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
    }

    private static func collect(
        _ object: UnsafeMutablePointer<GMimeObject>, id: String, depth: Int, into parts: inout [MessagePart]
    ) {
        guard depth <= ParsedMessage.maximumDepth else { return }
        if let multipart = unsafe postern_as_multipart(object) {
            let count = unsafe g_mime_multipart_get_count(multipart)
            for index in 0..<count {
                guard let child = unsafe g_mime_multipart_get_part(multipart, index) else { continue }
                unsafe collect(
                    child, id: id.isEmpty ? "\(index + 1)" : "\(id).\(index + 1)", depth: depth + 1, into: &parts)
            }
        } else {
            unsafe parts.append(leaf(object, id: id))
        }
    }

    private static func leaf(_ object: UnsafeMutablePointer<GMimeObject>, id: String) -> MessagePart {
        let type = unsafe field("Content-Type", of: object)
        let disposition = unsafe field("Content-Disposition", of: object)
        return unsafe MessagePart(
            id: id, contentType: MediaType.isType(type.value) ? type.value : "text/plain",
            charset: type.parameter("charset"), disposition: disposition.value.isEmpty ? nil : disposition.value,
            filename: disposition.parameter("filename") ?? type.parameter("name"),
            contentID: GMimeLibrary.copy(g_mime_object_get_content_id(object)), content: content(of: object))
    }

    private static func field(_ name: String, of object: UnsafeMutablePointer<GMimeObject>) -> ContentField {
        let header = unsafe g_mime_header_list_get_header(g_mime_object_get_header_list(object), name)
        return unsafe ContentField(header.map { unsafe rawBytes(g_mime_header_get_raw_value($0)) } ?? [])
    }

    private static func content(of object: UnsafeMutablePointer<GMimeObject>) -> [UInt8] {
        guard let stream = MemoryStream() else { return [] }
        if let part = unsafe postern_as_part(object) {
            if let content = unsafe g_mime_part_get_content(part) {
                unsafe g_mime_data_wrapper_write_to_stream(content, stream.raw)
            }
        } else if let inner = unsafe postern_as_message_part(object),
            let message = unsafe g_mime_message_part_get_message(inner)
        {
            unsafe g_mime_object_write_to_stream(postern_message_object(message), nil, stream.raw)
        }
        return stream.bytes
    }
}

import CJansson

/// A text that jansson has read. Dropping the last reference frees the whole tree.
///
/// Not `Sendable`: jansson's reference counts belong to the function that loaded the document.
@safe final class JanssonDocument {
    private let root: UnsafeMutablePointer<json_t>

    /// Reads strictly: UTF-8 without overlong forms or surrogates, no duplicate names, any value at the top.
    init(_ text: [UInt8]) throws(JSONError) {
        var error = json_error_t()
        let flags = Int(JSON_REJECT_DUPLICATES) | Int(JSON_ALLOW_NUL) | Int(JSON_DECODE_ANY)
        let loaded = unsafe text.withUnsafeBytes { bytes in
            unsafe json_loadb(bytes.baseAddress, bytes.count, flags, &error)
        }
        guard let root = unsafe loaded else { throw Self.failure(error) }
        unsafe self.root = root
    }

    deinit { unsafe json_decref(root) }

    func value() throws(JSONError) -> JSONValue { unsafe try Self.value(of: root) }

    private static func value(of node: UnsafeMutablePointer<json_t>) throws(JSONError) -> JSONValue {
        switch unsafe cj_type(node) {
        case JSON_OBJECT: unsafe try object(node)
        case JSON_ARRAY: unsafe try array(node)
        case JSON_STRING: unsafe .string(string(node))
        case JSON_INTEGER: unsafe .integer(json_integer_value(node))
        case JSON_REAL: unsafe .real(json_real_value(node))
        case JSON_TRUE: .bool(true)
        case JSON_FALSE: .bool(false)
        default: .null
        }
    }

    private static func string(_ node: UnsafeMutablePointer<json_t>) -> String {
        let bytes = unsafe UnsafeRawBufferPointer(start: json_string_value(node), count: json_string_length(node))
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    private static func array(_ node: UnsafeMutablePointer<json_t>) throws(JSONError) -> JSONValue {
        let count = unsafe json_array_size(node)
        var elements: [JSONValue] = []
        elements.reserveCapacity(count)
        for index in 0..<count {
            guard let element = unsafe json_array_get(node, index) else { break }
            elements.append(unsafe try value(of: element))
        }
        return .array(elements)
    }

    /// jansson compares names byte by byte, Swift by canonical equivalence (`é` in one scalar or in two): names that
    /// Swift cannot tell apart are refused as duplicates too, or one of them would silently win.
    private static func object(_ node: UnsafeMutablePointer<json_t>) throws(JSONError) -> JSONValue {
        var members: [String: JSONValue] = [:]
        members.reserveCapacity(unsafe json_object_size(node))
        var iterator = unsafe json_object_iter(node)
        while let current = unsafe iterator {
            if let key = unsafe json_object_iter_key(current), let child = unsafe json_object_iter_value(current) {
                let name = unsafe String(cString: key)
                guard members.updateValue(unsafe try value(of: child), forKey: name) == nil else {
                    throw .malformed("duplicate member name", offset: 0)
                }
            }
            unsafe iterator = json_object_iter_next(node, current)
        }
        return .object(members)
    }

    /// jansson's own words quote the text, so only its code is used.
    private static func failure(_ error: json_error_t) -> JSONError {
        var error = error
        let offset = max(0, Int(error.position))
        let reason =
            switch unsafe json_error_code(&error) {
            case json_error_invalid_utf8: "text is not UTF-8"
            case json_error_premature_end_of_input: "text ends too early"
            case json_error_end_of_input_expected: "text goes on after the value"
            case json_error_duplicate_key: "duplicate member name"
            case json_error_numeric_overflow: "number is out of range"
            case json_error_null_byte_in_key: "NUL in a member name"
            case json_error_out_of_memory: "not enough memory"
            case json_error_stack_overflow: "nested too deeply"
            default: "not valid JSON"
            }
        return .malformed(reason, offset: offset)
    }
}

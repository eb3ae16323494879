internal import CCurl
internal import Transport

/// One curl easy handle with its error text and header list. Dropping the last reference frees them.
///
/// Not `Sendable`: curl handles are touched on the loop's thread only.
@safe final class Easy {
    let raw: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>?

    /// Names the handle where curl hands it back.
    var id: UInt { unsafe UInt(bitPattern: raw) }

    init() throws(TransportError) {
        guard CurlLibrary.isReady, let raw = unsafe curl_easy_init() else { throw .closed("curl could not start") }
        unsafe self.raw = unsafe raw
        unsafe errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try Self.check(unsafe pcurl_set_pointer(raw, CURLOPT_ERRORBUFFER, errorText))
        try set(CURLOPT_NOSIGNAL, 1)
        // A thread that still waits for a name is left to itself; the loop must not wait for it.
        try set(CURLOPT_QUICK_EXIT, 1)
    }

    deinit {
        unsafe curl_easy_cleanup(raw)
        unsafe curl_slist_free_all(headers)
        unsafe errorText.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
        try Self.check(unsafe pcurl_set_long(raw, option, value))
    }

    /// curl copies the text.
    func set(_ option: CURLoption, _ value: String?) throws(TransportError) {
        guard let value else { return try Self.check(unsafe pcurl_set_text(raw, option, nil)) }
        guard !value.utf8.contains(0) else { throw .malformed("a NUL byte") }
        try Self.check(unsafe value.withCString { unsafe pcurl_set_text(raw, option, $0) })
    }

    /// curl copies the bytes.
    func set(_ option: CURLoption, blob: [UInt8]) throws(TransportError) {
        try Self.check(unsafe blob.withUnsafeBytes { unsafe pcurl_set_blob(raw, option, $0.baseAddress, $0.count) })
    }

    /// Makes a POST of these bytes, which curl copies.
    func setPost(_ body: [UInt8]) throws(TransportError) {
        try set(CURLOPT_POST, 1)
        try Self.check(unsafe pcurl_set_offset(raw, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        try Self.check(
            unsafe body.withUnsafeBytes {
                unsafe pcurl_set_pointer(
                    raw, CURLOPT_COPYPOSTFIELDS,
                    UnsafeMutableRawPointer(mutating: $0.baseAddress ?? UnsafeRawPointer(raw)))
            })
    }

    func setHeaders(_ lines: [String]) throws(TransportError) {
        for line in lines {
            guard let longer = unsafe curl_slist_append(headers, line) else { throw .closed("out of memory") }
            unsafe headers = unsafe longer
        }
        try Self.check(unsafe pcurl_set_list(raw, CURLOPT_HTTPHEADER, headers))
    }

    /// Sends what arrives to `function`, with `context`.
    func onData(
        _ function: @escaping pcurl_data_function, _ option: CURLoption, _ context: UnsafeMutableRawPointer,
        _ contextOption: CURLoption
    ) throws(TransportError) {
        try Self.check(unsafe pcurl_set_data_function(raw, option, function))
        try Self.check(unsafe pcurl_set_pointer(raw, contextOption, context))
    }

    /// Asks `function` each time before a request is written, the connection being up.
    func onRequest(
        _ function: @escaping curl_prereq_callback, _ context: UnsafeMutableRawPointer
    ) throws(TransportError) {
        try Self.check(unsafe pcurl_set_before_request(raw, function, context))
    }

    /// Goes on with what rests; hands out first what was held back.
    func resume() -> CURLcode { unsafe curl_easy_pause(raw, CURLPAUSE_CONT) }

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        return unsafe pcurl_get_long(raw, info, &value) == CURLE_OK ? value : 0
    }

    /// The connection's socket, or -1.
    var activeSocket: CInt {
        var socket: curl_socket_t = -1
        return unsafe pcurl_get_socket(raw, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK ? socket : -1
    }

    /// What went wrong in curl's words: host, port or certificate, never a header or a body.
    func reason(_ code: CURLcode) -> String {
        let text = unsafe String(cString: errorText)
        return text.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : text
    }

    /// Plain words for the code alone.
    static func plainReason(_ code: CURLcode) -> String { unsafe String(cString: curl_easy_strerror(code)) }

    static func check(_ code: CURLcode) throws(TransportError) {
        guard code == CURLE_OK else { throw .malformed("curl did not take an option: \(plainReason(code))") }
    }
}

internal import CCurl
internal import Domain
internal import Transport

/// One HTTP request on its way. Confined to the loop's thread.
@safe final class HTTPTransfer {
    let easy: Easy
    let operation: Operation<HTTPResponse>
    private let opener: SocketOpener
    private let limit: Int
    private var body: [UInt8] = []
    private var headers: [HTTPField] = []
    private var headerBytes = 0
    private var isTooLarge = false

    /// curl's own limit for one field is 100 KiB; this is for all of them.
    private static let headerLimit = 256 << 10

    init(
        _ request: HTTPRequest, _ settings: CurlSettings, _ operation: Operation<HTTPResponse>
    ) throws(TransportError) {
        let target = try HTTPTarget(request.url)
        let isPlain = target.scheme == "http"
        let usesProxy = settings.proxy != nil && !isPlain
        easy = try Easy()
        opener = SocketOpener(
            host: target.host, policy: usesProxy ? nil : settings.egress, loopbackOnly: isPlain)
        limit = request.responseLimit
        self.operation = operation
        try easy.applyRules(settings, usesProxy: usesProxy)
        try easy.set(CURLOPT_PROTOCOLS_STR, target.scheme)
        try easy.set(CURLOPT_URL, request.url)
        try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try easy.set(CURLOPT_USERAGENT, "postern")
        try opener.attach(to: easy)
        try apply(request)
        try receive()
    }

    private func apply(_ request: HTTPRequest) throws(TransportError) {
        switch request.method {
        case .get: try easy.set(CURLOPT_HTTPGET, 1)
        case .post, .put, .patch, .delete:
            if let body = request.body {
                try body.withExposed { (bytes) throws(TransportError) in try easy.setPost(bytes) }
            } else if request.method != .delete {
                try easy.setPost([])
            }
            if request.method != .post { try easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
        }
        var lines = ["Expect:"]  // never wait for 100 Continue
        for field in request.headers { lines.append(try Self.line(field)) }
        try easy.setHeaders(lines)
    }

    /// Field names are tokens, values have no controls (RFC 9110, sections 5.1 and 5.5).
    private static func line(_ field: HTTPField) throws(TransportError) -> String {
        let isToken = { (byte: UInt8) in
            (0x21...0x7e).contains(byte) && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
        }
        guard !field.name.isEmpty, field.name.utf8.allSatisfy(isToken) else {
            throw .malformed("a header field's name")
        }
        return try field.value.withExposed { (value) throws(TransportError) in
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }) else {
                throw .malformed("a header field's value")
            }
            return value.isEmpty ? "\(field.name);" : "\(field.name): \(value)"
        }
    }

    private func receive() throws(TransportError) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        try unsafe easy.onData(
            { bytes, size, count, context in
                guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
                let data = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
                return unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue().received(data)
            }, CURLOPT_WRITEFUNCTION, context, CURLOPT_WRITEDATA)
        try unsafe easy.onData(
            { bytes, size, count, context in
                guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
                let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
                return unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue().receivedHeader(line)
            }, CURLOPT_HEADERFUNCTION, context, CURLOPT_HEADERDATA)
    }

    /// Anything but the count ends the transfer.
    private func received(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard bytes.count <= limit - body.count else {
            isTooLarge = true
            return -1
        }
        unsafe body.append(contentsOf: bytes)
        return bytes.count
    }

    private func receivedHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        headerBytes += bytes.count
        guard headerBytes <= Self.headerLimit else {
            isTooLarge = true
            return -1
        }
        let line = unsafe String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {  // a new response: the one before was only informational
            headers = []
        } else if let colon = line.firstIndex(of: ":") {
            headers.append(
                HTTPField(String(line[..<colon]), Self.trimmed(line[line.index(after: colon)...])))
        }
        return bytes.count
    }

    private static func trimmed(_ text: Substring) -> String {
        let isSpace = { (scalar: Unicode.Scalar) in " \t\r\n".unicodeScalars.contains(scalar) }
        var scalars = text.unicodeScalars
        while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        return String(scalars)
    }

    /// What came of it.
    func result(_ code: CURLcode) -> Result<HTTPResponse, TransportError> {
        if isTooLarge { return .failure(.tooLarge(limit: limit)) }
        if code != CURLE_OK { return .failure(opener.error ?? TransportError(code, of: easy)) }
        return .success(
            HTTPResponse(status: easy.long(CURLINFO_RESPONSE_CODE), headers: headers, body: Secret(body)))
    }
}

internal import CCurl
internal import Domain
internal import Transport

/// One HTTP request on its way. Confined to the loop's thread.
@safe final class HTTPTransfer {
    let easy: Easy
    let receiver: any ResponseReceiver
    private let host: String
    private let opener: SocketOpener
    private let isRepeatable: Bool
    private var head = ResponseHead()
    /// How often the request has been begun to be written.
    private var attempts = 0
    private var hasBeenRepeated = false
    /// Why we ended it.
    private var verdict: TransportError?

    init(
        _ request: HTTPRequest, _ version: HTTPVersion, _ settings: CurlSettings, _ receiver: any ResponseReceiver
    ) throws(TransportError) {
        let target = try HTTPTarget(request.url)
        let isPlain = target.scheme == "http"
        let usesProxy = settings.proxy != nil && !isPlain
        host = target.host
        easy = try Easy()
        opener = SocketOpener(
            host: target.host, policy: usesProxy ? nil : settings.egress, loopbackOnly: isPlain)
        isRepeatable = request.isRepeatable
        self.receiver = receiver
        try easy.applyRules(settings, usesProxy: usesProxy)
        try easy.set(CURLOPT_PROTOCOLS_STR, target.scheme)
        try easy.set(CURLOPT_URL, request.url)
        try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try easy.set(CURLOPT_HTTP_VERSION, version.option)
        // Rather one connection for all than one for each, should a first one be about to speak HTTP/2.
        try easy.set(CURLOPT_PIPEWAIT, 1)
        try opener.attach(to: easy)
        try easy.apply(request)
        try listen()
    }

    private func listen() throws(TransportError) {
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
        try unsafe easy.onRequest(
            { context, _, _, _, _ in
                guard let context = unsafe context else { return CInt(CURL_PREREQFUNC_ABORT) }
                let mayGo = unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue().mayWrite()
                return CInt(mayGo ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT)
            }, context)
    }

    /// A connection is up, kept or new, and the request is about to be written there. curl does that again by itself,
    /// whatever the method, when a kept connection ends before anything was answered.
    private func mayWrite() -> Bool {
        attempts += 1
        guard attempts == 1 || isRepeatable else {
            verdict = .closed("the connection ended before the answer, and the request must not be sent again")
            return false
        }
        return true
    }

    /// Whether to do for HTTP/2, once, what curl does for HTTP/1.1 only: begin anew when a kept connection ended before
    /// anything was answered.
    func mayRepeat(after code: CURLcode) -> Bool {
        let hasEnded = [CURLE_HTTP2, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR].contains(code)
        guard hasEnded, isRepeatable, !hasBeenRepeated, head.isEmpty, verdict == nil,
            easy.long(CURLINFO_NUM_CONNECTS) == 0
        else { return false }
        hasBeenRepeated = true
        return true
    }

    /// Anything but the count ends the transfer, or lets it rest.
    private func received(_ bytes: UnsafeRawBufferPointer) -> Int {
        do throws(TransportError) {
            return try unsafe receiver.receive(bytes) ? bytes.count : Int(CURL_WRITEFUNC_PAUSE)
        } catch {
            verdict = error
            return -1
        }
    }

    private func receivedHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        do throws(TransportError) {
            let wasComplete = head.isComplete
            try unsafe head.take(bytes, status: easy.long(CURLINFO_RESPONSE_CODE))
            if head.isComplete, !wasComplete { receiver.begin(head) }
            return bytes.count
        } catch {
            verdict = error
            return -1
        }
    }

    /// What it means that we end it now: while names are looked up and a connection is made, nothing has been written.
    func ended(by error: TransportError) -> TransportError {
        error == .timedOut && attempts == 0 ? .connectFailed("no connection to \(host) in time") : error
    }

    /// What came of it.
    func result(_ code: CURLcode) -> Result<ResponseHead, TransportError> {
        if let verdict { return .failure(verdict) }
        guard code == CURLE_OK else { return .failure(failure(code)) }
        return head.isComplete ? .success(head) : .failure(.malformed("a response without a head"))
    }

    /// Only before the request was written do a connection that could not be made, and the like, say that nothing
    /// arrived: curl may have looked for another one later. And a body that breaks off is cut short, however it did.
    private func failure(_ code: CURLcode) -> TransportError {
        if head.isComplete { return .closed(Easy.plainReason(code)) }
        let error = opener.error ?? TransportError(code, of: easy)
        switch error {
        case .connectFailed(let reason), .tlsFailed(let reason), .forbiddenAddress(let reason):
            return attempts == 0 ? error : .closed(reason)
        case .timedOut, .closed, .tooLarge, .malformed, .cancelled: return error
        }
    }
}

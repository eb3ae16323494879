internal import CCurl
internal import Domain
internal import Transport

/// One mail connection as the loop sees it: curl connects, then its bytes are moved between socket and users.
/// Confined to the loop's thread.
@safe final class StreamConnection: InboxFiller {
    private struct Writing {
        let bytes: [UInt8]
        /// How far the system has taken them.
        var position = 0
        let operation: Operation<Void>
    }

    private let id = StreamID.next()
    private let inbox: StreamInbox
    let alarm: InboxAlarm
    private unowned let core: LoopCore
    private let opener: SocketOpener
    private let easy: Easy
    private let multi: Multi
    private var connecting: Operation<OpenedStream>?
    private var socket: CInt = -1
    private var writing: Writing?
    private var isReading = true

    /// What one call reads or writes: a TLS record. curl's buffer while connecting: more than any greeting's line.
    private static let pieceSize = 16 << 10
    private static let connectBuffer = 8 << 10

    private init(_ server: ServerAddress, _ dialogue: MailDialogue, _ core: LoopCore) throws(TransportError) {
        let url = try MailURL(server, dialogue)
        self.core = core
        inbox = StreamInbox()
        alarm = InboxAlarm(core, inbox)
        opener = SocketOpener(host: server.host, policy: core.settings.proxy == nil ? core.settings.egress : nil)
        easy = try Easy()
        multi = try Multi(core, keptConnections: 1)
        try easy.applyRules(core.settings, usesProxy: true)
        try easy.set(CURLOPT_URL, url.text)
        try easy.set(CURLOPT_PROTOCOLS_STR, "imap,imaps,smtp,smtps")
        try easy.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        try easy.set(CURLOPT_SSL_ENABLE_ALPN, 0)  // curl would offer HTTP
        try easy.set(CURLOPT_CONNECT_ONLY, 1)
        try easy.set(CURLOPT_HTTPPROXYTUNNEL, 1)
        try easy.set(CURLOPT_BUFFERSIZE, Self.connectBuffer)
        multi.opener = opener
        try opener.attachForLife(to: easy)
        // curl hands every greeting line to the body's callback, whose default is standard output.
        try unsafe easy.onData(
            { _, size, count, _ in size * count }, CURLOPT_WRITEFUNCTION, easy.raw, CURLOPT_WRITEDATA)
    }

    /// Connects, and then completes the operation.
    static func open(
        _ server: ServerAddress, _ dialogue: MailDialogue, until deadline: Deadline, on core: LoopCore,
        _ operation: Operation<OpenedStream>
    ) {
        do throws(TransportError) {
            let stream = try StreamConnection(server, dialogue, core)
            stream.connecting = operation
            stream.multi.onFinished = { [unowned stream] _, code in stream.connected(code) }
            try stream.multi.add(stream.easy)
            core.streams[stream.id] = stream
            core.begin(operation, until: deadline) { [unowned stream] error in stream.failConnecting(error) }
        } catch {
            operation.complete(.failure(error))
        }
    }

    private func connected(_ code: CURLcode) {
        guard let operation = connecting else { return }
        socket = easy.activeSocket
        guard code == CURLE_OK, socket >= 0 else { return failConnecting(reason(code)) }
        connecting = nil
        core.end(operation)
        operation.complete(.success(OpenedStream(id: id, inbox: inbox)))
        watch()
    }

    private func reason(_ code: CURLcode) -> TransportError {
        let answer = easy.long(CURLINFO_RESPONSE_CODE)
        if code == CURLE_WEIRD_SERVER_REPLY, (400..<600).contains(answer) {
            return .connectFailed("the server answered the connection with \(answer)")
        }
        return opener.error ?? TransportError(code, of: easy)
    }

    private func failConnecting(_ error: TransportError) {
        guard let operation = connecting else { return }
        connecting = nil
        core.end(operation)
        free()
        operation.complete(.failure(error))
    }

    // MARK: - Bytes

    func write(_ bytes: [UInt8], until deadline: Deadline, _ operation: Operation<Void>) {
        precondition(writing == nil, "one writer at a time")
        guard !operation.isCancelled else { return operation.complete(.failure(.cancelled)) }
        writing = Writing(bytes: bytes, operation: operation)
        // Half a command cannot be taken back: a write that does not end well ends the connection.
        core.begin(operation, until: deadline) { [unowned self] error in
            self.endWriting(.failure(error))
            self.close()
        }
        send()
        watch()
    }

    func resumeReading() {
        isReading = true
        receive()
        watch()
    }

    /// Frees everything; whoever waits is told.
    func close() {
        guard connecting == nil else { return failConnecting(.closed("closed")) }
        inbox.finish(.failure(.closed("closed")))
        endWriting(.failure(.closed("closed")))
        free()
    }

    private func ready(_ readiness: Readiness) {
        if !readiness.isDisjoint(with: [.writable, .failed]) { send() }
        if !readiness.isDisjoint(with: [.readable, .failed]) { receive() }
        watch()
    }

    private func watch() {
        guard socket >= 0 else { return }
        var readiness: Readiness = []
        if isReading { readiness.insert(.readable) }
        if writing != nil { readiness.insert(.writable) }
        // A broken connection nobody waits for would wake the loop again and again.
        guard !readiness.isEmpty else { return core.forget(socket) }
        core.watch(socket, for: readiness) { [weak self] in self?.ready($0) }
    }

    private func receive() {
        while isReading {
            let room = inbox.room()
            guard room > 0 else {
                isReading = false
                return
            }
            var (code, count) = (CURLE_OK, 0)
            unsafe withUnsafeTemporaryAllocation(byteCount: min(room, Self.pieceSize), alignment: 16) { buffer in
                code = unsafe curl_easy_recv(easy.raw, buffer.baseAddress, buffer.count, &count)
                if code == CURLE_OK, count > 0 {
                    unsafe inbox.deliver(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                }
            }
            if code == CURLE_AGAIN { return }
            if code != CURLE_OK || count == 0 { return endReading(code) }
        }
    }

    private func endReading(_ code: CURLcode) {
        isReading = false
        inbox.finish(code == CURLE_OK ? .success([]) : .failure(.closed(Easy.plainReason(code))))
    }

    private func send() {
        while var current = writing, socket >= 0 {
            var (code, count) = (CURLE_OK, 0)
            unsafe current.bytes.withUnsafeBytes { bytes in
                let piece = unsafe bytes[current.position..<min(bytes.count, current.position + Self.pieceSize)]
                code = unsafe curl_easy_send(
                    easy.raw, UnsafeRawBufferPointer(rebasing: piece).baseAddress, piece.count, &count)
            }
            if code == CURLE_AGAIN { return }
            guard code == CURLE_OK else { return endWriting(.failure(.closed(Easy.plainReason(code)))) }
            current.position += count
            writing = current
            if current.position == current.bytes.count { endWriting(.success(())) }
        }
    }

    private func endWriting(_ result: Result<Void, TransportError>) {
        guard let operation = writing?.operation else { return }
        writing = nil
        core.end(operation)
        operation.complete(result)
    }

    private func free() {
        alarm.cancel()
        if socket >= 0 { core.forget(socket) }
        socket = -1
        opener.shutDown()
        multi.remove(easy)
        core.streams[id] = nil
    }
}

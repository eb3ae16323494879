internal import CCurl
internal import Transport

/// One curl multi handle driven by the loop: curl says which sockets and which time it waits for, the loop says when
/// these came.
///
/// HTTP shares one, for its pool of connections. Each mail stream has its own: curl looks through the idle connections
/// of a multi handle whenever it opens another there, and closes those that are old or have something to read, which a
/// parked mail stream may well have.
@safe final class Multi {
    private let raw: UnsafeMutableRawPointer
    private unowned let core: LoopCore
    private var timer: TimerQueue.ID?
    private var sockets: Set<CInt> = []
    /// Told of each transfer that has ended.
    var onFinished: ((UInt, CURLcode) -> Void)?
    /// What curl may call back until its last connection is closed, which happens in `deinit`.
    var opener: SocketOpener?

    init(_ core: LoopCore, keptConnections: Int) throws(TransportError) {
        guard CurlLibrary.isReady, let raw = unsafe curl_multi_init() else { throw .closed("curl could not start") }
        unsafe self.raw = unsafe raw
        self.core = core
        unsafe pcurl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, keptConnections)
        unsafe pcurl_multi_set_functions(
            raw, Self.socketChanged, Self.timerChanged, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        onFinished = nil
        unsafe curl_multi_cleanup(raw)
        core.cancel(timer)
        for socket in sockets { core.forget(socket) }
    }

    func add(_ easy: Easy) throws(TransportError) {
        guard unsafe curl_multi_add_handle(raw, easy.raw) == CURLM_OK else { throw .closed("curl took no more") }
    }

    func remove(_ easy: Easy) { unsafe curl_multi_remove_handle(raw, easy.raw) }

    private func act(on socket: curl_socket_t, _ mask: CInt) {
        var running: CInt = 0
        unsafe curl_multi_socket_action(raw, socket, mask, &running)
        var left: CInt = 0
        while let message = unsafe curl_multi_info_read(raw, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else {
                continue
            }
            unsafe onFinished?(UInt(bitPattern: easy), pcurl_message_result(message))
        }
    }

    private func ready(_ socket: CInt, _ readiness: Readiness) {
        var mask: CInt = 0
        if readiness.contains(.readable) { mask |= CURL_CSELECT_IN }
        if readiness.contains(.writable) { mask |= CURL_CSELECT_OUT }
        if !readiness.isDisjoint(with: .failed) { mask |= CURL_CSELECT_ERR }
        act(on: socket, mask)
    }

    private static let socketChanged: pcurl_socket_function = { _, socket, what, context, _ in
        guard let context = unsafe context else { return 0 }
        let multi = unsafe Unmanaged<Multi>.fromOpaque(context).takeUnretainedValue()
        if what == CURL_POLL_REMOVE {
            multi.sockets.remove(socket)
            multi.core.forget(socket)
            return 0
        }
        var readiness: Readiness = []
        if what & CURL_POLL_IN != 0 { readiness.insert(.readable) }
        if what & CURL_POLL_OUT != 0 { readiness.insert(.writable) }
        multi.sockets.insert(socket)
        multi.core.watch(socket, for: readiness) { [weak multi] in multi?.ready(socket, $0) }
        return 0
    }

    private static let timerChanged: pcurl_timer_function = { _, milliseconds, context in
        guard let context = unsafe context else { return 0 }
        let multi = unsafe Unmanaged<Multi>.fromOpaque(context).takeUnretainedValue()
        multi.core.cancel(multi.timer)
        multi.timer = nil
        guard milliseconds >= 0 else { return 0 }
        multi.timer = multi.core.schedule(at: .now + .milliseconds(milliseconds)) { [weak multi] in
            multi?.timer = nil
            multi?.act(on: CURL_SOCKET_BAD, 0)
        }
        return 0
    }
}

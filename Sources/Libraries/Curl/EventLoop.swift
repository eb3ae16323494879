internal import CCurl

/// One thread that owns all of curl. It ends with the last reference to this: the transport's and its streams'.
final class EventLoop: Sendable {
    private let inbox: LoopInbox

    init(settings: CurlSettings) throws(CurlSetupError) {
        inbox = try LoopInbox()
        try Self.startThread(LoopCore(settings: settings, inbox: inbox))
    }

    deinit { inbox.post { $0.stop() } }

    func post(_ command: @escaping LoopInbox.Command) { inbox.post(command) }

    private static func startThread(_ core: sending LoopCore) throws(CurlSetupError) {
        let context = unsafe Unmanaged.passRetained(core).toOpaque()
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                pcurl_enter_thread()
                unsafe Unmanaged<LoopCore>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
        guard code == 0 else {
            unsafe Unmanaged<LoopCore>.fromOpaque(context).release()
            throw .system("no thread")
        }
        pthread_detach(thread)
    }
}

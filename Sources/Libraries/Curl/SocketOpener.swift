internal import CCurl
internal import Transport

/// Opens the sockets of one transfer, after asking the egress policy about the very address that is connected to.
///
/// The transfer keeps this until curl is done with it.
@safe final class SocketOpener {
    private let host: String
    private let policy: EgressPolicy?
    private let loopbackOnly: Bool
    private let hook: UnsafeMutablePointer<pcurl_opener>
    /// The last refusal, in words.
    private(set) var refusal: String?
    private var hasOpened = false
    /// What is open, where the closing is told as well.
    private(set) var open: Set<CInt> = []

    /// No policy allows every address. `loopbackOnly` refuses all others (plain HTTP).
    init(host: String, policy: EgressPolicy?, loopbackOnly: Bool = false) {
        self.host = host
        self.policy = policy
        self.loopbackOnly = loopbackOnly
        unsafe hook = .allocate(capacity: 1)
        unsafe hook.initialize(
            to: pcurl_opener(function: Self.open, context: Unmanaged.passUnretained(self).toOpaque()))
    }

    deinit { unsafe hook.deallocate() }

    /// Why nothing could be opened, when that was the policy's doing.
    var error: TransportError? { hasOpened ? nil : refusal.map { .forbiddenAddress($0) } }

    func attach(to easy: Easy) throws(TransportError) {
        try Easy.check(unsafe pcurl_set_opener(easy.raw, hook))
    }

    /// Also hears of closed sockets. Only where no connection outlives the transfer.
    func attachForLife(to easy: Easy) throws(TransportError) {
        try attach(to: easy)
        try Easy.check(
            unsafe pcurl_set_closer(easy.raw, Self.close, Unmanaged.passUnretained(self).toOpaque()))
    }

    /// Ends what is open for both sides, so that curl has nobody to say goodbye to and does not wait for an answer.
    func shutDown() {
        for socket in open { shutdown(socket, CInt(SHUT_RDWR)) }
    }

    /// How long the other side may acknowledge nothing of what was sent, in milliseconds, before the system ends the
    /// connection. A kept one that died without a word would else fail one request after the other.
    static let patience: CInt = 60_000

    static func limitPatience(of socket: CInt) {
        var limit = patience
        unsafe setsockopt(
            socket, CInt(IPPROTO_TCP), TCP_USER_TIMEOUT, &limit, socklen_t(MemoryLayout.size(ofValue: limit)))
    }

    private func refuses(_ address: IPAddress?) -> String? {
        guard let address else { return "\(host): neither IPv4 nor IPv6" }
        if loopbackOnly, !address.isLoopback { return "\(host): plain HTTP is for loopback only" }
        return policy?.refusal(of: address, for: host).map { "\(host) is \(address), \($0)" }
    }

    private func opened(_ socket: CInt) {
        Self.limitPatience(of: socket)
        hasOpened = true
        open.insert(socket)
    }

    private static let open: pcurl_open_function = { context, _, family, type, kind, address in
        guard let context = unsafe context, let address = unsafe address else { return CURL_SOCKET_BAD }
        let opener = unsafe Unmanaged<SocketOpener>.fromOpaque(context).takeUnretainedValue()
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
            count = unsafe Int(pcurl_address_bytes(address, buffer.baseAddress))
        }
        if let refusal = opener.refuses(IPAddress(bytes: bytes)) {
            opener.refusal = refusal
            return CURL_SOCKET_BAD
        }
        let socket = socket(family, type | CInt(SOCK_CLOEXEC.rawValue), kind)
        if socket >= 0 { opener.opened(socket) }
        return socket
    }

    private static let close: pcurl_close_function = { context, socket in
        if let context = unsafe context {
            _ = unsafe Unmanaged<SocketOpener>.fromOpaque(context).takeUnretainedValue().open.remove(socket)
        }
        return CCurl.close(socket)
    }
}

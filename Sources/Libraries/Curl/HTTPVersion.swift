internal import CCurl
internal import Domain
internal import Transport

/// Which HTTP a pool of connections speaks.
enum HTTPVersion {
    /// HTTP/2 where ALPN offers it, with many requests on one connection; else HTTP/1.1.
    case newest
    /// HTTP/1.1, a connection for each request at a time: for what curl 7.88 does badly over HTTP/2 (decision 0013).
    ///
    /// What a server may send ahead of a response that rests is 32 MiB there, which other requests on the connection
    /// pull into memory; a request body that waits for the server to open its window keeps the processor busy; and a
    /// server may end the connection of all for the streams that curl resets, so that what must not be repeated is lost.
    case one

    /// What is surely within a stream's first window (65,535 bytes, RFC 9113, section 6.9.2), with some others beside it.
    private static let largestBody = 32 << 10

    /// For a request whose response is taken in whole.
    init(suiting request: HTTPRequest) {
        let size = request.body?.withExposed { $0.count } ?? 0
        self = request.isRepeatable && size <= Self.largestBody ? .newest : .one
    }

    var option: Int {
        switch self {
        case .newest: CURL_HTTP_VERSION_2TLS
        case .one: CURL_HTTP_VERSION_1_1
        }
    }
}

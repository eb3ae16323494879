internal import CCurl

/// Which HTTP a pool of connections speaks.
enum HTTPVersion {
    /// HTTP/2 where ALPN offers it, with many requests on one connection; else HTTP/1.1.
    case newest
    /// HTTP/1.1, where a reader that rests makes TCP's window close. Over HTTP/2 curl 7.88 tells the server to send up
    /// to 32 MiB ahead, and keeps them in memory while a transfer rests (decision 0013).
    case one

    var option: Int {
        switch self {
        case .newest: CURL_HTTP_VERSION_2TLS
        case .one: CURL_HTTP_VERSION_1_1
        }
    }
}

internal import CCurl
internal import Transport

extension TransportError {
    /// What a failed transfer means to whoever wanted it.
    init(_ code: CURLcode, of easy: Easy) {
        switch code {
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_PROXY:
            self = .connectFailed(easy.reason(code))
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            self = .tlsFailed(easy.reason(code))
        case CURLE_OPERATION_TIMEDOUT:
            self = .timedOut
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED,
            CURLE_BAD_CONTENT_ENCODING:
            self = .malformed(Easy.plainReason(code))
        default:
            self = .closed(Easy.plainReason(code))
        }
    }
}

internal import CCurl
internal import Transport

extension Easy {
    /// What every transfer of Postern keeps to, whatever its protocol.
    func applyRules(_ settings: CurlSettings, usesProxy: Bool) throws(TransportError) {
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try applyTrust(settings.trust)
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        // An empty text also keeps curl from looking at http_proxy and no_proxy in the environment.
        try set(CURLOPT_PROXY, usesProxy ? settings.proxy ?? "" : "")
        try set(CURLOPT_NOPROXY, "")
    }

    /// The system's certificates by their directory, which is read as far as needed; the extra ones from memory.
    private func applyTrust(_ trust: TrustStore) throws(TransportError) {
        try set(CURLOPT_CAINFO, nil)
        try set(CURLOPT_CAPATH, trust.directory)
        try set(CURLOPT_PROXY_CAINFO, nil)
        try set(CURLOPT_PROXY_CAPATH, trust.directory)
        guard !trust.extra.isEmpty else { return }
        try set(CURLOPT_CAINFO_BLOB, blob: trust.extra)
        try set(CURLOPT_PROXY_CAINFO_BLOB, blob: trust.extra)
    }
}

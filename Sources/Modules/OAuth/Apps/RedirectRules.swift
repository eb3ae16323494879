internal import Broker
internal import Domain

/// Where a browser may be sent back to (reference sheet §A5; RFC 8252, section 7.3).
struct RedirectRules {
    private let registration: AppRegistration

    init(_ registration: AppRegistration) { self.registration = registration }

    func check() throws(BrokerError) {
        let urls = registration.redirectURLs
        // None at all for an app that nobody signs in to by a browser here.
        guard urls.count <= 32, Set(urls).count == urls.count else {
            throw refusal("at most 32 different URLs, as registered at the provider")
        }
        for url in urls { try check(url) }
    }

    private func check(_ text: String) throws(BrokerError) {
        // 256 characters: Entra's limit.
        guard text.utf8.count <= 256, let url = WebAddress(text), !text.contains("*") else {
            throw refusal("a URL of at most 256 characters without fragment and wildcard")
        }
        switch registration.provider {
        case .outlook:
            if url.host != "localhost", url.isLoopback {
                throw refusal("write http://localhost: the portal does not take \(url.host), and Entra compares names")
            }
            if url.query != nil, takesPersonalAccounts {
                throw refusal("no query where personal accounts may sign in: Entra does not allow it")
            }
        case .oidc, .catalogued: break
        }
        guard url.isSecureEnough else { throw refusal("https, or http://localhost for the daemon's own listener") }
    }

    private var takesPersonalAccounts: Bool { ["common", "consumers"].contains(registration.authority ?? "common") }

    private func refusal(_ reason: String) -> BrokerError { .invalid(field: "redirectURLs", reason: reason) }
}

import Broker
import Domain

/// What a browser may bring back: any query, any URL.
enum BrokerFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "broker-redirect",
            { bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                if let redirect = try? OAuthRedirect(query: text) {
                    precondition(redirect.state.withExposed { !$0.isEmpty }, "a redirect without a state was let in")
                }
                _ = try? OAuthRedirect(url: text)
            }
        )
    ]
}

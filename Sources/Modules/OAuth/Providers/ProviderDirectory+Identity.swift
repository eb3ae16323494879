internal import Broker
internal import Domain
internal import Transport

/// Who signed in, at providers that give no id_token.
extension ProviderDirectory {
    /// Nil where the id_token tells it. `expected` is what the caller says of the signer.
    nonisolated func identity(
        owning answer: TokenAnswer, expecting expected: String?, at provider: ProviderMetadata
    ) async throws(BrokerError) -> Identity? {
        switch provider.identity {
        case .idToken: return nil
        case .userInfo(let place): return try await identity(owning: answer.accessToken, at: place, of: provider)
        case .expectedEmail:
            guard let expected else { throw .invalid(field: "expectedEmail", reason: Self.expectation) }
            // Nobody vouches for the address, so it opens nothing by itself: the mail server will not take this token for
            // anybody else's mailbox.
            return Identity(tenant: provider.issuer.name, subject: expected.lowercased(), username: expected)
        }
    }

    /// Before anybody is sent to the provider.
    static func check(_ expectedEmail: String?, at provider: ProviderMetadata) throws(BrokerError) {
        guard provider.identity == .expectedEmail, expectedEmail == nil else { return }
        throw .invalid(field: "expectedEmail", reason: Self.expectation)
    }

    private static let expectation = "this provider does not tell who signed in: give the signer's address"

    private nonisolated func identity(
        owning token: Credential, at place: UserInfoPlace, of provider: ProviderMetadata
    ) async throws(BrokerError) -> Identity {
        let (url, headers) = token.withExposed { (place.url(for: $0), place.headers(for: $0)) }
        let bytes: [UInt8]
        do throws(BrokerError) {
            bytes = try await client.document(at: url, of: provider.name, headers: headers)
        } catch .providerUnavailable(let fault?, _) where (400..<500).contains(fault.status ?? 0) {
            // Asking again with the same token would change nothing.
            throw .providerRejected("the provider does not say who signed in", fault)
        }
        guard let info = UserInfo(parsing: bytes), let identity = info.identity(as: place, at: provider.issuer.name)
        else {
            throw .providerRejected("the provider does not say who signed in", ProviderFault(name: provider.name))
        }
        return identity
    }
}

extension UserInfoPlace {
    fileprivate func url(for token: String) -> String {
        guard case .query(let name) = transport else { return url }
        return url + (url.contains("?") ? "&" : "?") + FormEncoding.encode([(name: name, value: token)])
    }

    fileprivate func headers(for token: String) -> [HTTPField] {
        guard case .header(let scheme) = transport else { return [] }
        return [HTTPField("Authorization", "\(scheme) \(token)")]
    }
}

extension IssuerRule {
    /// What stands for the provider in an identity.
    fileprivate var name: String {
        switch self {
        case .exact(let issuer): issuer
        case .entra(let login, _): login
        }
    }
}

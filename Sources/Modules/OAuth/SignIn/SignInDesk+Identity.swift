internal import Broker
internal import Domain

/// Who it is that signed in.
extension SignInDesk {
    func identity(
        in answer: TokenAnswer, _ signIn: SignIn, _ terms: SignInTerms
    ) async throws(BrokerError) -> Identity {
        if let told = try await tools.directory.identity(
            owning: answer, expecting: signIn.expectedEmail, at: terms.provider)
        {
            return told
        }
        let fault = ProviderFault(name: terms.provider.name)
        guard let text = answer.idToken else {
            throw .providerRejected("the provider gave no id_token, though openid was asked for", fault)
        }
        do {
            let token = try text.withExposed { (text) throws(IDTokenFault) in try IDToken(parsing: text) }
            guard try await isSigned(token, terms.keys, terms.provider) else { throw IDTokenFault.wrongSignature }
            return try IDTokenCheck(
                issuer: signIn.issuer, clientId: terms.app.app.clientId, nonce: signIn.browserWay?.nonce,
                now: tools.clock.now()
            ).identity(of: token)
        } catch let error as IDTokenFault {
            throw .providerRejected(error.rawValue, fault)
        } catch let error as BrokerError {
            throw error
        } catch {
            throw .providerRejected("the id_token could not be read", fault)
        }
    }

    private func isSigned(
        _ token: IDToken, _ keys: KeySet, _ provider: ProviderMetadata
    ) async throws(BrokerError) -> Bool {
        if token.isSigned(byOneOf: keys) { return true }
        guard let newer = try await tools.directory.newerKeys(of: provider) else { return false }
        return token.isSigned(byOneOf: newer)
    }

    /// A user name is an address that the tenant gave at Entra; elsewhere it may be whatever its owner chose (OpenID Connect
    /// Core 1.0, section 5.7).
    func check(_ identity: Identity, against signIn: SignIn, _ terms: SignInTerms) throws(BrokerError) {
        // Without either nobody could be signed in at a mail server: better said before a grant is kept.
        guard let name = identity.username ?? identity.email, Self.isUserName(name) else {
            throw .providerRejected(
                "the id_token names neither a user nor an address: let the provider add preferred_username or email",
                ProviderFault(name: signIn.providerName))
        }
        let username = signIn.issuer.isEntra ? identity.username : nil
        let names = [identity.email, username].compactMap { $0?.lowercased() }
        if let mailbox = signIn.mailbox, identity.isPersonal, !names.contains(mailbox.description.lowercased()) {
            throw .wrongIdentity("a personal account signed in, and has no shared mailboxes")
        }
        guard let expected = signIn.expectedEmail?.lowercased(), terms.provider.identity != .expectedEmail else {
            return
        }
        guard names.contains(expected) else { throw .wrongIdentity("somebody other than expected signed in") }
    }

    private static func isUserName(_ text: String) -> Bool {
        (1...320).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}

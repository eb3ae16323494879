internal import Broker
internal import Domain
internal import Transport

/// Adds to a request what shows that an app is itself (RFC 6749, section 2.3; RFC 7521, section 4.2).
struct ClientAuthenticator: Sendable {
    let assertions: any AssertionSource
    let clock: any WallClock
    let randomness: any Randomness

    private static let assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

    /// Adds the client's fields to a form, and returns the headers that go with it. Without a proof the client says who it is,
    /// and no more.
    func authenticate(
        _ form: inout [(name: String, value: String)], by proof: ClientProof?, of app: RegisteredApp,
        at provider: ProviderMetadata
    ) async throws(AssertionFault) -> [HTTPField] {
        switch proof?.means {
        case nil:
            form.append((name: "client_id", value: app.app.clientId))
            return []
        case .secret(let secret): return send(secret, &form, of: app, at: provider)
        case .certificate(let certificate):
            let assertion = SignedAssertion(
                clientId: app.app.clientId, audience: provider.tokenEndpoint, id: Base64(randomness.bytes(24)).urlText,
                now: clock.now())
            send(try assertion.signed(by: certificate), &form, of: app)
            return []
        case .assertion(let name):
            let contents = try await assertions.contents(of: name)
            let assertion = try contents.withExposed { (bytes) throws(AssertionFault) in
                try FederatedAssertion(contents: bytes)
            }
            assertion.credential.withExposed { send($0, &form, of: app) }
            return []
        }
    }

    private func send(
        _ secret: Credential, _ form: inout [(name: String, value: String)], of app: RegisteredApp,
        at provider: ProviderMetadata
    ) -> [HTTPField] {
        secret.withExposed { secret in
            switch provider.secretTransport {
            case .body:
                form += [(name: "client_id", value: app.app.clientId), (name: "client_secret", value: secret)]
                return []
            case .basicHeader, .basicHeaderAndClientID:
                if provider.secretTransport == .basicHeaderAndClientID {
                    form.append((name: "client_id", value: app.app.clientId))
                }
                let pair = "\(FormEncoding.escape(app.app.clientId)):\(FormEncoding.escape(secret))"
                return [HTTPField("Authorization", "Basic \(Base64(Array(pair.utf8)).text)")]
            }
        }
    }

    private func send(_ assertion: String, _ form: inout [(name: String, value: String)], of app: RegisteredApp) {
        form += [
            (name: "client_id", value: app.app.clientId),
            (name: "client_assertion_type", value: Self.assertionType),
            (name: "client_assertion", value: assertion),
        ]
    }
}

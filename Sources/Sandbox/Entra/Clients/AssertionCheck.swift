internal import Cryptography
internal import Doorway
internal import Tenant

/// Believes an assertion that the app's own certificate signed, or an issuer that the app trusts (reference sheet §A9).
struct AssertionCheck: Sendable {
    let check: ClientCheck

    private var app: Registration { check.app }
    private var facts: FactSheet { check.entra.facts }

    func verify(_ text: String) throws(Refusal) {
        guard let assertion = Assertion(parsing: text) else {
            throw Refusal(50027, "The client assertion is no JWT that can be read.", error: "invalid_client")
        }
        if assertion.sha256Thumbprint != nil || assertion.sha1Thumbprint != nil {
            try verifyOwn(assertion)
        } else {
            try verifyFederated(assertion)
        }
        try checkReplay(assertion)
    }

    /// By a registered certificate.
    private func verifyOwn(_ assertion: Assertion) throws(Refusal) {
        guard assertion.subject == assertion.issuer else { throw Refusal(50048) }
        let named = "Application '\(app.clientID)'."
        guard GUID(assertion.issuer) == app.clientID else {
            throw Refusal(700_027, "Client assertion failed: its issuer is not the client. \(named)")
        }
        guard let certificate = certificate(of: assertion) else {
            throw Refusal(
                700_027, "Client assertion failed signature validation: no such certificate is registered. \(named)")
        }
        guard let key = try? certificate.publicKey, assertion.isSigned(by: key) else {
            throw Refusal(700_027, "Client assertion failed signature validation. \(named)")
        }
        if let end = certificate.notAfter, Double(end) <= check.call.now {
            throw Refusal(50012, "The certificate of the assertion has expired. \(named)")
        }
        try checkTimes(assertion)
        guard assertion.audiences.contains(where: ownAudiences.contains) else {
            throw Refusal(
                facts[Facts.assertionAudienceCode], "Client assertion audience claim does not match Realm issuer.",
                error: "invalid_client")
        }
    }

    /// By somebody else's key.
    private func verifyFederated(_ assertion: Assertion) throws(Refusal) {
        let trusted = app.federatedCredentials.filter {
            $0.issuer == assertion.issuer && $0.subject == assertion.subject
                && assertion.audiences.contains($0.audience)
        }
        guard !trusted.isEmpty else {
            throw Refusal(
                facts[Facts.federatedCode],
                "No matching federated identity record found for presented assertion subject "
                    + "'\(assertion.subject.prefix(200))'.", error: "invalid_client")
        }
        guard trusted.contains(where: { KeySet.isSigned(assertion, byOneOf: $0.keys) }) else {
            throw Refusal(700_027, "Client assertion failed signature validation: no key of its issuer made it.")
        }
        try checkTimes(assertion)
    }

    private func certificate(of assertion: Assertion) -> X509Certificate? {
        app.certificates.lazy.compactMap { try? X509Certificate(der: $0) }.first { certificate in
            if let thumbprint = assertion.sha256Thumbprint { return certificate.sha256Thumbprint == thumbprint }
            return certificate.sha1Thumbprint == assertion.sha1Thumbprint
        }
    }

    /// The token endpoint under each of the tenant's names, and its issuer.
    private var ownAudiences: Set<String> {
        var names = [check.authority.segment]
        if case .tenant(let id) = check.authority {
            names += check.entra.directory.tenant(id)?.domains ?? []
        }
        let origin = check.call.request.origin
        return Set(names.flatMap { ["\(origin)/\($0)/oauth2/v2.0/token", "\(origin)/\($0)/v2.0"] })
    }

    private func checkTimes(_ assertion: Assertion) throws(Refusal) {
        let skew = Double(facts[Facts.assertionSkewSeconds])
        let now = check.call.now
        let isEarly = assertion.notBefore.map { $0 > now + skew } ?? false
        guard assertion.expiresAt > now - skew, !isEarly else { throw Refusal(700_024) }
    }

    private func checkReplay(_ assertion: Assertion) throws(Refusal) {
        guard facts[Facts.assertionReplay] == .refused, let id = assertion.identifier else { return }
        let key = "\(assertion.issuer) \(id)"
        let assertions = check.entra.state.assertions
        guard assertions.putNew(true, under: key, until: assertion.expiresAt, at: check.call.now) else {
            throw Refusal(50012, "The client assertion was presented before.")
        }
    }
}

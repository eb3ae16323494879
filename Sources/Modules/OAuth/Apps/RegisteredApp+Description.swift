package import Broker
package import Domain

extension RegisteredApp {
    /// How long before its end a credential is announced, in days.
    static let warningDays: Int64 = 30

    /// The app as its operator sees it: with what can be told of its proofs.
    package func described(at now: Timestamp) -> App {
        var described = app
        described.clientAuthentication = proofs.first?.means.clientAuthentication ?? .none
        described.credentials = proofs.map(\.credential)
        described.warnings = proofs.compactMap { $0.warning(for: app, at: now) }
        return described
    }
}

extension ClientProof {
    /// Without what is secret about it.
    var credential: AppCredential {
        var credential = AppCredential(
            id: id, kind: means.kind, addedAt: addedAt, expiresAt: expiresAt, refusal: refusal)
        switch means {
        case .secret: break
        case .certificate(let certificate): credential.thumbprint = certificate.thumbprint
        case .assertion(let name): credential.assertion = name
        }
        return credential
    }

    fileprivate func warning(for app: App, at now: Timestamp) -> String? {
        guard let expiresAt, expiresAt <= now.advanced(by: .seconds(RegisteredApp.warningDays * 86_400)) else {
            return nil
        }
        let isOver = expiresAt <= now
        let day = expiresAt.description.prefix(10)
        let what = "\(id), \(means.words), \(isOver ? "ended" : "ends") on \(day)"
        let place = app.provider == .outlook ? ": \(Portal.filled(means.portalPage, with: app.clientId))" : ""
        return "\(what); make a new one and give it to updateApp, with keepPrevious while both are good\(place)"
    }
}

extension ClientProof.Means {
    fileprivate var kind: AppCredential.Kind {
        switch self {
        case .secret: .secret
        case .certificate: .certificate
        case .assertion: .assertion
        }
    }

    var clientAuthentication: App.ClientAuthentication {
        switch self {
        case .secret: .clientSecret
        case .certificate: .certificate
        case .assertion: .assertion
        }
    }

    /// The parameter that gives one like it.
    var field: String {
        switch self {
        case .secret: "clientSecret"
        case .certificate: "clientCertificate"
        case .assertion: "clientAssertion"
        }
    }

    fileprivate var words: String {
        switch self {
        case .secret: "a client secret"
        case .certificate: "a certificate"
        case .assertion: "an assertion file"
        }
    }

    fileprivate var portalPage: String {
        switch self {
        case .secret: Portal.secrets
        case .certificate: Portal.certificates
        case .assertion: Portal.federated
        }
    }
}

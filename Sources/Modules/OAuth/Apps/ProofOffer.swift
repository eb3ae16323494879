internal import Broker
internal import Domain

/// What a registration or a change brings to prove an app with.
struct ProofOffer {
    let clientSecret: Credential?
    let secretExpiresAt: Timestamp?
    let clientCertificate: ClientCertificate?
    let clientAssertion: String?

    init(_ registration: AppRegistration) {
        clientSecret = registration.clientSecret
        secretExpiresAt = registration.secretExpiresAt
        clientCertificate = registration.clientCertificate
        clientAssertion = registration.clientAssertion
    }

    /// The end of a secret that is there already is no offer.
    init(_ change: AppChange) {
        clientSecret = change.clientSecret
        clientCertificate = change.clientCertificate
        clientAssertion = change.clientAssertion
        let isAlone = clientSecret == nil && clientCertificate == nil && clientAssertion == nil
        secretExpiresAt = isAlone ? nil : change.secretExpiresAt
    }

    /// One at most, if all is right.
    var means: [ClientProof.Means] {
        [
            clientSecret.map(ClientProof.Means.secret), clientCertificate.map(ClientProof.Means.certificate),
            clientAssertion.map(ClientProof.Means.assertion),
        ].compactMap(\.self)
    }
}

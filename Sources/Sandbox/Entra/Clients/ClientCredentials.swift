internal import Domain
internal import Doorway
internal import Tenant

/// How a client names itself, and proves it (reference sheet §A9).
struct ClientCredentials: Sendable {
    enum Proof: Sendable {
        case none
        case secret(String)
        /// A JWT.
        case assertion(String)

        /// As `appidacr` of an access token says it.
        var strength: String {
            switch self {
            case .none: "0"
            case .secret: "1"
            case .assertion: "2"
            }
        }
    }
    var clientID: String?
    var proof: Proof

    private static let assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

    init(_ call: Call) throws(Refusal) {
        var clientID = call.field("client_id")
        var proofs: [Proof] = []
        if call.sandbox.facts[Facts.basicAccepted], let text = call.request.credentials("basic") {
            guard let (id, secret) = Self.basic(text), clientID == nil || clientID == id else {
                throw Refusal(9_002_313, "Invalid request. The Authorization header and the form disagree.")
            }
            clientID = id
            if !secret.isEmpty { proofs.append(.secret(secret)) }
        }
        if let secret = call.field("client_secret") { proofs.append(.secret(secret)) }
        if let assertion = call.field("client_assertion") {
            guard call.field("client_assertion_type") == Self.assertionType else {
                throw Refusal(
                    900_144, "The request body must contain the following parameter: 'client_assertion_type'.")
            }
            proofs.append(.assertion(assertion))
        }
        guard proofs.count <= 1 else {
            throw Refusal(9_002_313, "Invalid request. A client proves itself in one way only.")
        }
        self.clientID = clientID
        proof = proofs.first ?? .none
    }

    /// `id:secret`, each in form encoding (RFC 6749, section 2.3.1).
    private static func basic(_ text: String) -> (id: String, secret: String)? {
        guard let bytes = Base64(text)?.bytes, let pair = String(validating: bytes, as: UTF8.self),
            let colon = pair.firstIndex(of: ":"),
            let id = PercentCoding.decode(pair[..<colon], plusIsSpace: true),
            let secret = PercentCoding.decode(pair[pair.index(after: colon)...], plusIsSpace: true)
        else { return nil }
        return (id, secret)
    }
}

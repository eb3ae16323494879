internal import Domain
internal import Mail

/// How a credential is shown over SMTP.
enum SASLMechanism: String, Sendable {
    /// Google's and Microsoft's; reference: microsoft.md, section B2.
    case xoauth2 = "XOAUTH2"
    /// RFC 7628.
    case oauthBearer = "OAUTHBEARER"
    /// RFC 4616.
    case plain = "PLAIN"

    /// The one that fits the credential and is offered. XOAUTH2 comes first: wherever both are, both work, and it is the
    /// only one at Exchange.
    static func choose(for credential: MailCredential, from offered: Set<String>) throws(MailError) -> SASLMechanism {
        let fitting: [SASLMechanism] =
            switch credential {
            case .bearer: [.xoauth2, .oauthBearer]
            case .password: [.plain]
            }
        guard let mechanism = fitting.first(where: { offered.contains($0.rawValue) }) else {
            let names = fitting.map(\.rawValue).joined(separator: " or ")
            throw .unsupported("the SMTP server does not offer AUTH \(names)")
        }
        return mechanism
    }

    /// The whole response, in base64.
    func response(
        user: String, credential: MailCredential, server: ServerAddress
    ) throws(MailError) -> Secret<String> {
        guard !user.unicodeScalars.contains(where: Self.breaksOut) else {
            throw .invalid(field: "username", reason: "it holds a control character")
        }
        let secret =
            switch credential {
            case .bearer(let secret), .password(let secret): secret
            }
        return try secret.withExposed { (word) throws(MailError) in
            guard !word.unicodeScalars.contains(where: self == .plain ? { $0 == "\0" } : Self.breaksOut) else {
                throw .invalid(field: "credential", reason: "it holds a control character")
            }
            return Secret(Base64(Array(text(user, word, server).utf8)).text)
        }
    }

    /// What a client answers when the server explains its refusal in a challenge (RFC 7628, section 3.2.3).
    var answerToRefusal: String {
        switch self {
        case .xoauth2: ""
        case .oauthBearer: "AQ=="
        case .plain: "*"
        }
    }

    private func text(_ user: String, _ word: String, _ server: ServerAddress) -> String {
        switch self {
        case .xoauth2: "user=\(user)\u{1}auth=Bearer \(word)\u{1}\u{1}"
        case .oauthBearer:
            "n,a=\(Self.saslName(user)),\u{1}host=\(server.host)\u{1}port=\(server.port)\u{1}auth=Bearer \(word)\u{1}\u{1}"
        case .plain: "\0\(user)\0\(word)"
        }
    }

    /// RFC 5801, section 4.
    private static func saslName(_ user: String) -> String {
        user.replacing("=", with: "=3D").replacing(",", with: "=2C")
    }

    private static func breaksOut(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }
}

internal import Domain

/// The ways to sign in that we speak.
enum SASLMechanism: String, Sendable {
    /// Google's and Microsoft's (reference sheet §B2).
    case xoauth2 = "XOAUTH2"
    /// RFC 7628.
    case oauthBearer = "OAUTHBEARER"
    /// RFC 4616.
    case plain = "PLAIN"

    /// The first message, in base64. `server` stands in OAUTHBEARER's.
    func firstMessage(username: String, secret: Secret<String>, server: ServerAddress) -> Secret<String> {
        secret.withExposed { secret in
            let message =
                switch self {
                case .xoauth2: "user=\(username)\u{1}auth=Bearer \(secret)\u{1}\u{1}"
                case .oauthBearer:
                    "n,a=\(Self.escaped(username)),\u{1}host=\(server.host)\u{1}port=\(server.port)\u{1}"
                        + "auth=Bearer \(secret)\u{1}\u{1}"
                case .plain: "\u{0}\(username)\u{0}\(secret)"
                }
            return Secret(Base64(Array(message.utf8)).text)
        }
    }

    /// What is answered when the server explains a failure in a challenge, so that it goes on to its NO.
    var answerToFailure: String { self == .oauthBearer ? "AQ==" : "" }

    /// RFC 5801, section 4: `=` and `,` in a GS2 header.
    private static func escaped(_ name: String) -> String {
        name.replacing("=", with: "=3D").replacing(",", with: "=2C")
    }
}

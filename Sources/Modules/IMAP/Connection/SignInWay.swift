internal import Domain
internal import Mail

/// How one account signs in at one server.
enum SignInWay: Equatable, Sendable {
    case sasl(SASLMechanism)
    /// The LOGIN command, for servers without AUTH=PLAIN.
    case login

    /// The best that both sides can; the credential decides between tokens and passwords, never the server.
    init(for credential: MailCredential, at capabilities: IMAPCapabilities) throws(MailError) {
        switch credential {
        case .bearer:
            if capabilities.has("AUTH=XOAUTH2") {
                self = .sasl(.xoauth2)
            } else if capabilities.has("AUTH=OAUTHBEARER") {
                self = .sasl(.oauthBearer)
            } else {
                throw .unsupported("the IMAP server takes no access tokens (neither XOAUTH2 nor OAUTHBEARER)")
            }
        case .password:
            if capabilities.has("AUTH=PLAIN") {
                self = .sasl(.plain)
            } else if !capabilities.has("LOGINDISABLED") {
                self = .login
            } else {
                throw .unsupported("the IMAP server takes no passwords (no AUTH=PLAIN, and LOGIN is disabled)")
            }
        }
    }
}

extension MailCredential {
    var secret: Secret<String> {
        switch self {
        case .bearer(let secret), .password(let secret): secret
        }
    }

    var isBearer: Bool { if case .bearer = self { true } else { false } }

    /// Whether it could break out of a SASL message: NUL, ^A, CR and LF belong in no credential.
    var isWellFormed: Bool { secret.withExposed { Self.isWellFormed($0) } }

    static func isWellFormed(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 != 0 && $0 != 1 && $0 != 0x0A && $0 != 0x0D }
    }
}

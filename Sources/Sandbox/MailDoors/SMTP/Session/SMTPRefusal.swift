import Tenant

/// Why a sign-in fails, in Exchange's sentences (reference sheet §B5). Clients tell them apart by the words.
enum SMTPRefusal: Error, Hashable {
    /// A bad or expired token, another audience, a permission or a right that is missing: all the same.
    case unsuccessful
    case disabledForTenant
    case disabledForMailbox
    case basicDisabled(SMTPBasicRefusal)
    case incorrectCredentials
    case tooManyConnections(SMTPConcurrencyText)

    var reply: SMTPReply {
        switch self {
        case .unsuccessful: Self.refused("5.7.3", "")
        case .disabledForTenant: Self.refused("5.7.139", ", " + Self.disabled("Tenant"))
        case .disabledForMailbox: Self.refused("5.7.139", ", " + Self.disabled("Mailbox"))
        case .incorrectCredentials: Self.refused("5.7.139", ", the user credentials were incorrect.")
        case .basicDisabled(.disabled): Self.refused("5.7.139", ", basic authentication is disabled.")
        case .basicDisabled(.notSupported):
            SMTPReply(550, "5.7.30", "Basic authentication is not supported for Client Submission.")
        case .tooManyConnections(.concurrentConnections):
            SMTPReply(
                432, "4.3.2",
                "Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information."
                    + " [Hostname=\(SMTPHost.name)]")
        case .tooManyConnections(.senderThreads):
            SMTPReply(432, "4.3.2", "STOREDRV.ClientSubmit; sender thread limit exceeded [Hostname=\(SMTPHost.name)]")
        }
    }

    private static func refused(_ status: String, _ why: String) -> SMTPReply {
        SMTPReply(535, status, "Authentication unsuccessful\(why) [\(SMTPHost.name)]")
    }

    private static func disabled(_ what: String) -> String {
        "SmtpClientAuthentication is disabled for the \(what). "
            + "Visit https://aka.ms/smtp_auth_disabled for more information."
    }
}

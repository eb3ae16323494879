internal import Broker
internal import Domain

/// Shows one password that is not kept anywhere, for trying settings out.
struct GivenPassword: CredentialSource {
    let password: KeptPassword

    func credential(
        for account: AccountID, on service: MailServiceKind, rejecting rejected: MailCredential?
    ) async throws(MailError) -> MailCredential {
        let credential = service == .smtp ? password.smtp ?? password.imap : password.imap
        let shown = MailCredential.password(credential.secret)
        guard shown != rejected else { throw .authenticationFailed(reply: "the server refused the password") }
        return shown
    }
}

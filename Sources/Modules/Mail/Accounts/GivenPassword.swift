internal import Broker
internal import Domain

/// Shows one password that is not kept anywhere, for trying settings out.
struct GivenPassword: CredentialSource {
    let password: KeptPassword

    func credential(for account: AccountID, _ demand: CredentialDemand) async throws(MailError) -> MailCredential {
        let credential = demand.service == .smtp ? password.smtp ?? password.imap : password.imap
        let shown = MailCredential.password(credential.secret)
        guard shown != demand.rejected else { throw .authenticationFailed(reply: "the server refused the password") }
        return shown
    }
}

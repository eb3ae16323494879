/// Makes the clients of an account's servers. No contact is made.
package protocol BackendFactory: Sendable {
    func clients(for account: Account, using credentials: any CredentialSource) -> AccountClients
}

package import Broker
package import Domain
package import JSONRPC
package import Mail

/// Ends sign-ins, whoever brings the answer: a caller, or the loopback listener.
///
/// The broker keeps the grant first; the account follows, and start-up makes up for a crash in between.
package struct SignInDesk: Sendable {
    let broker: any CredentialBroker
    let directory: AccountDirectory

    package init(broker: any CredentialBroker, directory: AccountDirectory) {
        self.broker = broker
        self.directory = directory
    }

    package func complete(
        _ completion: SignInCompletion, until deadline: Deadline
    ) async throws(RPCError) -> (SignedIn, Account) {
        try await settle(
            try await askingBroker(until: deadline) { () throws(BrokerError) in
                try await broker.completeSignIn(completion)
            })
    }

    /// Waits until somebody ends the sign-in.
    func result(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) async throws(RPCError) -> (SignedIn, Account) {
        try await settle(
            try await askingBroker { () throws(BrokerError) in
                try await broker.signInResult(of: state, for: caller, until: deadline)
            })
    }

    /// Makes or finds the account of a sign-in that ended well.
    @discardableResult
    package func settle(_ signedIn: SignedIn) async throws(RPCError) -> (SignedIn, Account) {
        try await askingMail { () throws(MailError) in try await directory.settle(signedIn) }
    }
}

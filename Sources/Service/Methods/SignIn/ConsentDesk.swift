package import Broker
internal import Domain
package import JSONRPC
package import Mail

/// Ends administrators' consents, whoever brings the answer: a caller, or the loopback listener.
package struct ConsentDesk: Sendable {
    let broker: any CredentialBroker
    let directory: AccountDirectory

    package init(broker: any CredentialBroker, directory: AccountDirectory) {
        self.broker = broker
        self.directory = directory
    }

    @discardableResult
    package func complete(_ completion: SignInCompletion) async throws(RPCError) -> AdminConsent {
        let consent = try await askingBroker { () throws(BrokerError) in
            try await broker.completeAdminConsent(completion)
        }
        // What failed for lack of it is tried again soon.
        try await askingMail { () throws(MailError) in try await directory.appChanged(consent.app) }
        return consent
    }

    /// Waits until somebody ends it.
    func result(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) async throws(RPCError) -> AdminConsent {
        try await askingBroker { () throws(BrokerError) in
            try await broker.adminConsentResult(of: state, for: caller, until: deadline)
        }
    }
}

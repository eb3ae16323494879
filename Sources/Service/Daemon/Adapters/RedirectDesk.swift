internal import API
internal import Broker
internal import Domain
internal import HTTPListener
internal import JSONRPC
internal import Logging
internal import Methods

/// Joins the loopback listener to the desks of sign-ins and of administrators' consents.
struct RedirectDesk: RedirectReceiver {
    let signIns: SignInDesk
    let consents: ConsentDesk
    let log: Logger

    /// The browser waits no longer than people do.
    private static let patience: Duration = .seconds(60)

    func received(_ redirect: OAuthRedirect) async -> RedirectOutcome {
        let completion = SignInCompletion(redirect, from: nil)
        do throws(RPCError) {
            return try await complete(completion)
        } catch {
            log.notice("what a browser brought back did not end well", metadata: ["kind": "\(error.kind)"])
            return Self.outcome(of: error)
        }
    }

    private func complete(_ completion: SignInCompletion) async throws(RPCError) -> RedirectOutcome {
        switch completion.answer {
        case .adminConsent:
            try await consents.complete(completion)
            return .consented
        case .code:
            _ = try await signIns.complete(completion, until: .after(Self.patience))
            return .done
        case .refused:
            do throws(RPCError) {
                _ = try await signIns.complete(completion, until: .after(Self.patience))
                return .done
            } catch  where error.kind == ErrorKind.stateInvalid.rawValue {
                // A refusal does not say of what; the state does.
                try await consents.complete(completion)
                return .consented
            }
        }
    }

    private static func outcome(of error: RPCError) -> RedirectOutcome {
        switch ErrorKind(rawValue: error.kind) {
        case .signInDenied, .consentRequired: .refused
        case .stateInvalid, .codeExpired: .expired
        case .wrongIdentity: .wrongIdentity
        default: .failed
        }
    }
}

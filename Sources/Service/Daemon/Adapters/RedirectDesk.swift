internal import API
internal import Broker
internal import Domain
internal import HTTPListener
internal import JSONRPC
internal import Logging
internal import Methods

/// Joins the loopback listener to the sign-in desk.
struct RedirectDesk: RedirectReceiver {
    let desk: SignInDesk
    let log: Logger

    /// The browser waits no longer than people do.
    private static let patience: Duration = .seconds(60)

    func received(_ redirect: OAuthRedirect) async -> RedirectOutcome {
        do throws(RPCError) {
            _ = try await desk.complete(SignInCompletion(redirect, from: nil), until: .after(Self.patience))
            return .done
        } catch {
            log.notice("a sign-in did not end well", metadata: ["kind": "\(error.kind)"])
            return Self.outcome(of: error)
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

package import Broker
internal import Domain

extension BrokerError {
    /// How long we stay away once the provider took us for a loop, in milliseconds (reference sheet §A10).
    static let standBackMs = 300_000

    /// The only place where a provider's refusal becomes a broker's failure.
    package init(_ refusal: ProviderRefusal, _ context: RefusalContext) {
        let verdict = refusal.verdict(isEntra: context.isEntra)
        var fault = ProviderFault(
            name: context.provider, status: refusal.status, code: refusal.code, requestId: refusal.requestId,
            responsible: refusal.responsible(isEntra: context.isEntra))
        if context.phase == .actingAlone, verdict.asksUser { fault.responsible = .administrator }
        switch verdict {
        case .wait where refusal.status == 429: self = .rateLimited(fault, retryAfterMs: refusal.retryAfterMs)
        case .wait: self = .providerUnavailable(fault, retryAfterMs: refusal.retryAfterMs)
        case .standBack: self = .rateLimited(fault, retryAfterMs: max(refusal.retryAfterMs ?? 0, Self.standBackMs))
        case .signIn where context.phase == .actingAlone, .spent where context.phase == .actingAlone,
            .denied where context.phase == .actingAlone:
            self = .appMisconfigured(
                context.app,
                hint: "the tenant refuses this app: its administrator finds why at \(Portal.serviceSignIns)", fault)
        case .signIn: self = .signInRequired(context.account, fault)
        case .spent: self = context.phase == .refresh ? .signInRequired(context.account, fault) : .codeExpired
        case .consent:
            // OpenID's own are never what is missing.
            self = .consentRequired(scopes: context.scopes.filter { !ScopeNames.common.contains($0) }, fault)
        case .denied: self = .signInDenied(fault)
        case .fixApp(let hint, _):
            self = .appMisconfigured(context.app, hint: Portal.filled(hint, with: context.clientId), fault)
        case .refused: self = .providerRejected("the provider refused the request", fault)
        }
    }
}

extension Verdict {
    /// Whether a user could help, if there were one.
    fileprivate var asksUser: Bool {
        switch self {
        case .signIn, .spent, .denied, .consent: true
        case .wait, .standBack, .fixApp, .refused: false
        }
    }
}

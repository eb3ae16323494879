internal import Broker

extension TokenReply {
    /// The tokens of a good answer; any other is thrown as what it means.
    func tokens(in context: RefusalContext) throws(TokenFailure) -> TokenAnswer {
        switch self {
        case .tokens(let answer): return answer
        case .refused(let refusal):
            throw TokenFailure(
                BrokerError(refusal, context), refusal: refusal,
                concern: refusal.verdict(isEntra: context.isEntra).concern)
        case .unreadable(429, let delay):
            throw TokenFailure(.rateLimited(fault(429, of: context), retryAfterMs: delay))
        case .unreadable(let status, let delay):
            throw TokenFailure(.providerUnavailable(fault(status, of: context), retryAfterMs: delay))
        case .withoutToken:
            throw TokenFailure(
                .providerRejected(
                    "the answer holds no usable token", ProviderFault(name: context.provider, status: 200)))
        }
    }

    private func fault(_ status: Int, of context: RefusalContext) -> ProviderFault {
        ProviderFault(name: context.provider, status: status)
    }
}

package import API
package import Broker
internal import Domain
package import JSONRPC

/// Answers `verifyApp`.
package struct VerifyAppHandler: RPCHandler {
    package typealias Method = VerifyApp
    let broker: any CredentialBroker
    let limit: TimeLimit

    package init(broker: any CredentialBroker, limit: TimeLimit) {
        self.broker = broker
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        // The broker ends in time by itself, and tells of the steps that it came to.
        let deadline = try limit.deadline(params.timeoutMs)
        let verification = try await askingBroker { () throws(BrokerError) in
            try await broker.verifyApp(params.app, until: deadline)
        }
        return Method.Result(
            works: !verification.steps.contains { $0.outcome == .failed },
            steps: verification.steps.map { AppCheckStep($0) })
    }
}

extension AppCheckStep {
    /// A step, with its failure as any call would tell it.
    fileprivate init(_ step: AppVerification.Step) {
        let failure = step.error.map { RPCError($0) }
        self.init(
            name: step.name, outcome: step.outcome.rawValue, detail: step.detail,
            failure: failure.map { ServiceFailure(kind: $0.kind, message: $0.message, hint: $0.hint) })
    }
}

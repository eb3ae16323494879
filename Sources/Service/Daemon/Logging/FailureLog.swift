internal import API
internal import Broker
internal import JSONRPC
internal import Logging
internal import Methods

/// Writes down which calls failed, under the correlation id that the caller was told.
///
/// Only faults of our own are worth the operator's eye; what callers do wrong is their affair.
struct FailureLog: Sendable {
    let log: Logger

    func note(_ call: RPCCall, _ error: RPCError) {
        let isOurs = error.kind == RPCError.internalError("").kind
        log.log(
            level: isOurs ? .error : .debug, "\(isOurs ? error.message : "call failed")",
            metadata: [
                "method": "\(Catalogue.method(named: call.method)?.name ?? "unknown")", "kind": "\(error.kind)",
                "correlationId": "\(call.correlationID)",
                "uid": "\(call.party.id.rawValue)",
            ])
    }
}

internal import Broker
internal import JSONRPC
internal import Mail

/// Asks the broker; its failure becomes the call's.
func askingBroker<Value: Sendable>(
    _ broker: () async throws(BrokerError) -> Value
) async throws(RPCError) -> Value {
    do throws(BrokerError) { return try await broker() } catch { throw RPCError(error) }
}

/// Asks Mail; its failure becomes the call's.
func askingMail<Value: Sendable>(_ mail: () async throws(MailError) -> Value) async throws(RPCError) -> Value {
    do throws(MailError) { return try await mail() } catch { throw RPCError(error) }
}

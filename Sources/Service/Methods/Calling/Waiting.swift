internal import Broker
internal import Domain
internal import JSONRPC

/// Asks the broker and waits for it until the deadline. What it has begun it finishes by itself.
func askingBroker<Value: Sendable>(
    until deadline: Deadline, _ broker: @escaping @Sendable () async throws(BrokerError) -> Value
) async throws(RPCError) -> Value {
    let result: Result<Value, BrokerError> = await withTaskGroup(of: Result<Value, BrokerError>.self) { group in
        group.addTask {
            do throws(BrokerError) { return .success(try await broker()) } catch { return .failure(error) }
        }
        group.addTask {
            // Cancelled as soon as there is an answer; then this result is not looked at.
            try? await Task.sleep(until: deadline.instant, clock: .continuous)
            return .failure(Task.isCancelled ? .cancelled : .timedOut)
        }
        defer { group.cancelAll() }
        return await group.next() ?? .failure(.cancelled)
    }
    do throws(BrokerError) { return try result.get() } catch { throw RPCError(error) }
}

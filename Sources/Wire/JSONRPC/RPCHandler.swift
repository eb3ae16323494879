/// Answers one method.
package protocol RPCHandler: Sendable {
    associatedtype Method: RPCMethod
    /// Runs in a task of its own, which is cancelled by `$/cancelRequest` and when the connection ends.
    func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result
}

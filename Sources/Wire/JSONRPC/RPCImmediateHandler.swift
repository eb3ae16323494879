/// Answers one method at once, on the thread that read the request: for answers that need no wait and hardly any work.
///
/// Such a method is answered however much is in flight on other connections. On its own connection it waits with the other
/// lines once that has as many requests in flight as one may have.
package protocol RPCImmediateHandler: Sendable {
    associatedtype Method: RPCMethod
    func answer(_ params: Method.Params, _ call: RPCCall) throws(RPCError) -> Method.Result
}

/// Answers one method at once, on the thread that read the request: for answers that need no wait and hardly any work.
///
/// Such a method is answered however much else is in flight.
package protocol RPCImmediateHandler: Sendable {
    associatedtype Method: RPCMethod
    func answer(_ params: Method.Params, _ call: RPCCall) throws(RPCError) -> Method.Result
}

package import API
package import JSONRPC

/// Answers `ping`, on the thread that read it: it is answered whatever mail does.
package struct PingHandler: RPCImmediateHandler {
    package typealias Method = Ping

    package init() {}

    package func answer(_ params: Method.Params, _ call: RPCCall) throws(RPCError) -> Method.Result { Method.Result() }
}

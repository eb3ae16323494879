package import API
package import JSONRPC

/// Answers `getInfo`: what it says does not change while the daemon runs.
package struct GetInfoHandler: RPCImmediateHandler {
    package typealias Method = GetInfo
    let info: Method.Result

    package init(info: Method.Result) { self.info = info }

    package func answer(_ params: Method.Params, _ call: RPCCall) throws(RPCError) -> Method.Result { info }
}

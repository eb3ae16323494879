package import JSON
package import JSONRPC

/// Answers `rpc.discover`.
package struct DiscoverHandler: RPCImmediateHandler {
    package typealias Method = Discover
    package init() {}
    package func answer(_ params: Method.Params, _ call: RPCCall) throws(RPCError) -> JSONValue {
        OpenRPCDocument.current
    }
}

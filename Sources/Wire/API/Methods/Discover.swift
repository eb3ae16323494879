package import JSON

/// Returns the OpenRPC document of this interface.
package enum Discover: APIMethod {
    package static let name = "rpc.discover"
    package static let summary = "Returns the OpenRPC document of this interface."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package init() {}
    }

    /// The document (OpenRPC 1.3); its schemas are JSON Schema Draft 7.
    package typealias Result = JSONValue

    package static let errors: [ErrorKind] = []
    package static let examples = [
        Example(
            "the frame of the document",
            result: #"""
                {"openrpc":"1.3.2","info":{"title":"Postern","version":"0.1"},"methods":[],"components":{"schemas":{}}}
                """#)
    ]
}

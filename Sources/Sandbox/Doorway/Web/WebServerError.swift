/// Why the sandbox cannot listen for HTTP.
package enum WebServerError: Error, Hashable, Sendable {
    case cannotBind(address: String, port: Int, reason: String)
}

extension WebServerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotBind(let address, let port, let reason):
            "cannot listen for HTTP on \(address), port \(port): \(reason)"
        }
    }
}

/// Why the sandbox does not listen on a port.
package enum PortError: Error, Hashable, Sendable {
    case cannotListen(address: String, port: Int, reason: String)
}

extension PortError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotListen(let address, let port, let reason): "cannot listen on \(address), port \(port): \(reason)"
        }
    }
}

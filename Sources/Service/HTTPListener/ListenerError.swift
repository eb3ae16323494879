/// Why the loopback listener cannot listen.
package enum ListenerError: Error, Hashable, Sendable {
    /// Another program may be there already, and would get the sign-ins.
    case cannotBind(address: String, port: Int, reason: String)
    /// A passed socket that cannot be served, or is reachable from elsewhere.
    case badInheritance(String)
}

extension ListenerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotBind(let address, let port, let reason):
            "the sign-in listener cannot listen on \(address), port \(port): \(reason)"
        case .badInheritance(let reason): "the passed socket oauth cannot be used: \(reason)"
        }
    }
}

/// Why a server of lines does not listen.
package enum LineServerError: Error, Hashable, Sendable {
    case cannotListen(host: String, port: Int, reason: String)
}

extension LineServerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotListen(let host, let port, let reason): "cannot listen on \(host), port \(port): \(reason)"
        }
    }
}

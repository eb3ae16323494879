package import Linux

/// A listening socket and the name it is known by, such as `api`.
package struct SocketListener: Sendable {
    enum Source: Sendable {
        case bound(BoundSocket)
        case inherited(Int32)
    }
    package let name: String
    let source: Source

    /// A socket of our own; its file is removed when the server stops.
    package static func bound(_ socket: BoundSocket, name: String) -> SocketListener {
        SocketListener(name: name, source: .bound(socket))
    }

    /// The service manager's; its file stays.
    package static func inherited(_ socket: InheritedSocket, name: String) -> SocketListener {
        SocketListener(name: name, source: .inherited(socket.descriptor))
    }

    /// A descriptor for the event loop, which closes it.
    func descriptor() throws(LinuxError) -> Int32 {
        switch source {
        case .bound(let socket): try socket.duplicate()
        case .inherited(let descriptor): descriptor
        }
    }

    func stopped() {
        if case .bound(let socket) = source { socket.remove() }
    }
}

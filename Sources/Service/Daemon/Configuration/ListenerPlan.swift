package import Linux

/// Which sockets to serve: those that the service manager passed, by name, else our own.
package struct ListenerPlan: Hashable, Sendable {
    /// Several are possible; empty when the daemon has to bind its own.
    package var api: [InheritedSocket] = []
    package var admin: [InheritedSocket] = []
    package var oauth: [InheritedSocket] = []

    /// Names are `api`, `admin` and `oauth` (FileDescriptorName=). One Unix socket alone that
    /// nobody named is `api`: `systemd-socket-activate` gives no names, and a unit its own, such as `postern.socket`.
    package init(_ sockets: [InheritedSocket]) throws(LinuxError) {
        if sockets.count == 1, let only = sockets.first, only.family == .unix,
            only.name == "unknown" || only.name.hasSuffix(".socket")
        {
            api = [only]
            return
        }
        for socket in sockets {
            switch (socket.name, socket.family) {
            case ("api", .unix): api.append(socket)
            case ("admin", .unix): admin.append(socket)
            case ("oauth", .internet): oauth.append(socket)
            case ("api", .internet), ("admin", .internet):
                throw .badInheritance("\(socket.name) must be a Unix socket: peers elsewhere cannot be known")
            case ("oauth", .unix): throw .badInheritance("oauth must be a socket on the loopback interface")
            default: throw .badInheritance("a socket is called \(socket.name); names are api, admin and oauth")
            }
        }
    }
}

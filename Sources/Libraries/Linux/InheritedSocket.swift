internal import CLinux
internal import Glibc

/// A listening socket that the service manager passed on. It is never unlinked: it is not ours.
package struct InheritedSocket: Hashable, Sendable {
    package enum Family: Hashable, Sendable { case unix, internet }
    package let descriptor: Int32
    /// What the manager calls it, such as `api`.
    package let name: String
    package let family: Family

    package init(descriptor: Int32, name: String, family: Family) {
        self.descriptor = descriptor
        self.name = name
        self.family = family
    }

    /// Takes over what was passed to this process: none is the usual case. Every socket is checked to be a listening
    /// stream, and is closed on exec from now on. Follow with `Environment.forget`.
    package static func adopt(_ environment: Environment) throws(LinuxError) -> [InheritedSocket] {
        var sockets: [InheritedSocket] = []
        for (descriptor, name) in try ListenFDs(environment, pid: getpid()).entries {
            sockets.append(try adopt(descriptor, name))
        }
        return sockets
    }

    static func adopt(_ descriptor: Int32, _ name: String) throws(LinuxError) -> InheritedSocket {
        guard clinux_socket_type(descriptor) == Int32(SOCK_STREAM.rawValue),
            clinux_socket_is_listening(descriptor) != 0
        else { throw .badInheritance("descriptor \(descriptor) (\(name)) is not a listening stream socket") }
        let family: Family
        switch clinux_socket_domain(descriptor) {
        case AF_UNIX: family = .unix
        case AF_INET, AF_INET6: family = .internet
        default: throw .badInheritance("descriptor \(descriptor) (\(name)) is neither a Unix nor an internet socket")
        }
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else {
            throw .badInheritance("descriptor \(descriptor) (\(name)) cannot be kept from children")
        }
        return InheritedSocket(descriptor: descriptor, name: name, family: family)
    }
}

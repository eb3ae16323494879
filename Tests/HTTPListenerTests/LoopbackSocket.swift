import Foundation

/// A TCP socket of this machine, for tests: every call waits, 30 seconds at most.
final class LoopbackSocket: Sendable {
    let descriptor: Int32
    private let address: String

    /// `address` is `127.0.0.1`, `::1` or `0.0.0.0`.
    init(_ address: String) throws {
        self.address = address
        descriptor = socket(address.contains(":") ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            _ = unsafe setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    deinit { Foundation.close(descriptor) }

    func connect(_ port: Int) throws {
        try unsafe withAddress(port) { address, length in unsafe Foundation.connect(descriptor, address, length) }
    }

    func listen() throws {
        try unsafe withAddress(0) { address, length in unsafe bind(descriptor, address, length) }
        guard Foundation.listen(descriptor, 8) == 0 else { throw POSIXError(.EIO) }
    }

    var port: Int {
        var storage = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        _ = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        // The port is at the same place in both families.
        return Int(UInt16(bigEndian: storage.sin6_port))
    }

    func write(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            rest = rest.dropFirst(count)
        }
    }

    func readAll() throws -> String {
        var bytes: [UInt8] = []
        while true {
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
            // With a time limit set, a signal to any thread ends the wait (signal(7)), and other suites start processes.
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk.prefix(count)
        }
    }

    private func withAddress(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) throws {
        let result: Int32
        if address.contains(":") {
            var ipv6 = sockaddr_in6()
            ipv6.sin6_family = sa_family_t(AF_INET6)
            ipv6.sin6_port = UInt16(port).bigEndian
            unsafe inet_pton(AF_INET6, address, &ipv6.sin6_addr)
            result = unsafe withUnsafePointer(to: &ipv6) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe body($0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        } else {
            var ipv4 = sockaddr_in()
            ipv4.sin_family = sa_family_t(AF_INET)
            ipv4.sin_port = UInt16(port).bigEndian
            unsafe inet_pton(AF_INET, address, &ipv4.sin_addr)
            result = unsafe withUnsafePointer(to: &ipv4) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }
}

/// Holds a port of one address: another program that was there first, or a service manager.
final class Squatter: Sendable {
    private let socket: LoopbackSocket
    var port: Int { socket.port }

    init(on address: String) throws {
        socket = try LoopbackSocket(address)
        try socket.listen()
    }

    /// A descriptor for somebody who closes it.
    func handedOver() -> Int32 { dup(socket.descriptor) }
}

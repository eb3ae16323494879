internal import Linux
internal import NIOCore
internal import NIOPosix

/// Takes a port, at one address or at both of this machine's.
struct PortBinding {
    /// A free port at 127.0.0.1 may be taken at ::1.
    private static let attempts = 20

    let bootstrap: ServerBootstrap

    /// - Parameters:
    ///   - address: nil for 127.0.0.1 and, where the machine has it, ::1: `localhost` is either of them.
    ///   - port: 0 for any that is free, the same one at both.
    func bind(_ address: String?, _ port: Int) async throws(PortError) -> [any Channel] {
        if let address { return [try await bind(to: address, port)] }
        var attempt = 1
        while true {
            let first = try await bind(to: "127.0.0.1", port)
            do throws(PortError) {
                return [first, try await bind(to: "::1", first.localAddress?.port ?? port)]
            } catch {
                if await lacksIPv6() { return [first] }
                _ = try? await first.close().get()
                guard port == 0, attempt < Self.attempts else { throw error }
                attempt += 1
            }
        }
    }

    /// Whether not even a free port can be had on ::1.
    private func lacksIPv6() async -> Bool {
        guard let channel = try? await bind(to: "::1", 0) else { return true }
        _ = try? await channel.close().get()
        return false
    }

    private func bind(to address: String, _ port: Int) async throws(PortError) -> any Channel {
        do {
            return try await bootstrap.bind(to: SocketAddress(ipAddress: address, port: port)).get()
        } catch let error as IOError {
            throw .cannotListen(address: address, port: port, reason: LinuxError.words(for: error.errnoCode))
        } catch {
            throw .cannotListen(address: address, port: port, reason: "\(error)")
        }
    }
}

internal import Linux
internal import NIOCore
internal import NIOPosix

/// Takes one port on 127.0.0.1 and ::1.
///
/// Both, or whoever holds the other one gets what a browser sends to `localhost`. Only where the machine has no IPv6 is
/// one enough: then nobody else can hold the other.
struct LoopbackBinding {
    let bootstrap: ServerBootstrap

    func bind(port: Int) async throws(ListenerError) -> [any Channel] {
        let first = try await bind("127.0.0.1", port).get()
        // With port 0 (tests) the system chose one; the other address has to have the same.
        let port = first.localAddress?.port ?? port
        switch await bind("::1", port) {
        case .success(let second): return [first, second]
        case .failure where await lacksIPv6(): return [first]
        case .failure(let error):
            _ = try? await first.close().get()
            throw error
        }
    }

    /// Whether not even a free port can be had on ::1.
    private func lacksIPv6() async -> Bool {
        guard case .success(let channel) = await bind("::1", 0) else { return true }
        _ = try? await channel.close().get()
        return false
    }

    private func bind(_ address: String, _ port: Int) async -> Result<any Channel, ListenerError> {
        do {
            return .success(try await bootstrap.bind(to: SocketAddress(ipAddress: address, port: port)).get())
        } catch let error as IOError {
            return .failure(.cannotBind(address: address, port: port, reason: LinuxError.words(for: error.errnoCode)))
        } catch {
            return .failure(.cannotBind(address: address, port: port, reason: "\(error)"))
        }
    }
}

internal import Doorway

/// Takes a port for a protocol of lines: at one address, or at both of this machine's.
struct LoopbackLines {
    /// A port that is free at 127.0.0.1 may be taken at ::1.
    private static let attempts = 20

    var address: String?
    var security: LineSecurity

    /// - Parameter port: 0 for any that is free; both servers get the same one.
    func bind(_ port: Int) async throws(LineServerError) -> [LineServer] {
        if let address { return [try await LineServer.bind(host: address, port: port, security: security)] }
        var attempt = 1
        while true {
            let first = try await LineServer.bind(host: "127.0.0.1", port: port, security: security)
            do throws(LineServerError) {
                return [first, try await LineServer.bind(host: "::1", port: first.port, security: security)]
            } catch {
                if await lacksIPv6() { return [first] }
                first.stop()
                guard port == 0, attempt < Self.attempts else { throw error }
                attempt += 1
            }
        }
    }

    /// Whether not even a free port can be had on ::1.
    private func lacksIPv6() async -> Bool {
        guard let server = try? await LineServer.bind(host: "::1", port: 0, security: security) else { return true }
        server.stop()
        return false
    }
}

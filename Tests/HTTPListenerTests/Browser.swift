import Foundation

/// A browser of the simplest kind: one request, one answer, over a socket of its own.
struct Browser {
    struct Answer {
        var status: Int
        var headers: [String: String] = [:]
        var body: String
    }

    /// - Parameter hostHeader: what a real browser would send when it is nil.
    func ask(
        _ method: String = "GET", host: String = "127.0.0.1", port: Int, _ target: String, hostHeader: String? = nil
    ) async throws -> Answer {
        let name = hostHeader ?? (host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)")
        let request = "\(method) \(target) HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n\r\n"
        // On a thread of its own: the listener answers on the shared ones, which must not wait for it.
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let socket = try LoopbackSocket(host)
                        try socket.connect(port)
                        try socket.write(request)
                        return try Self.answer(socket.readAll())
                    })
            }
        }
    }

    private static func answer(_ text: String) throws -> Answer {
        let parts = text.components(separatedBy: "\r\n\r\n")
        let lines = parts[0].components(separatedBy: "\r\n")
        guard let status = lines[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw POSIXError(.EBADMSG)
        }
        var answer = Answer(status: status, body: parts.dropFirst().joined(separator: "\r\n\r\n"))
        for line in lines.dropFirst() {
            let field = line.split(separator: ":", maxSplits: 1)
            answer.headers[field[0].lowercased()] = field.last?.trimmingCharacters(in: .whitespaces)
        }
        return answer
    }
}

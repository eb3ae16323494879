import Domain
import JSON
import Synchronization
import Transport

/// A webhook: echoes validation tokens, and hands on what it is told.
final class Subscriber: HTTPClient {
    /// How it answers the handshake.
    enum Manner { case echoes, lies, refuses }

    private let manner: Manner
    private let posts = AsyncStream.makeStream(of: JSONValue.self)
    let handshakes = Mutex<[String]>([])
    /// Notifications are not taken before it opens.
    private let gate: Gate

    init(_ manner: Manner = .echoes, gate: Gate = Gate(isOpen: true)) {
        self.manner = manner
        self.gate = gate
    }

    func send(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPResponse {
        if let name = request.url.firstRange(of: "validationToken=") {
            handshakes.withLock { $0.append(request.url) }
            let token = request.url[name.upperBound...]
            var echo = Array(Self.decoded(token).utf8)
            if manner == .lies { echo += [33] }
            return HTTPResponse(
                status: manner == .refuses ? 404 : 200, headers: [HTTPField("Content-Type", "text/plain")],
                body: Secret(echo))
        }
        await gate.pass()
        let body = request.body?.withExposed { $0 } ?? []
        posts.continuation.yield((try? JSONValue(parsing: body)) ?? .null)
        return HTTPResponse(status: 202, body: Secret([]))
    }

    /// Nobody reads a subscriber's answers piece by piece.
    func open(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPDownload {
        throw .connectFailed("a subscriber answers whole")
    }

    /// The next notification, whenever it comes.
    func next() async -> JSONValue {
        for await post in posts.stream { return post["value"]?[0] ?? .null }
        return .null
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import Tenant

/// Turns HTTP's messages into the doors' and back.
struct WebResponder: Sendable {
    /// What a request has for itself, and what ends when its answer does not go out well.
    enum Carrier {
        /// HTTP/1.1's connection.
        case connection
        /// A stream of HTTP/2, which is reset (RFC 9113, section 5.4.2); the others of its connection go on.
        case stream
    }
    /// Throwing it ends the connection, or resets the stream.
    private struct CarrierEnds: Error {}
    /// Graph takes requests to 4 MB and upload slices below 60 MiB (reference sheet §C6): more than that is no request.
    private static let bodyLimit = 64 * 1024 * 1024
    /// Bytes of an answer that are made and written at a time: the writer waits until the network took the last ones.
    private static let window = 256 * 1024

    let handler: any WebHandler
    let isSecure: Bool
    let clock: SandboxClock
    let connections: WebConnections

    func respond(to request: Request, on carrier: Carrier, _ writer: consuming ResponseWriter) async throws {
        connections.began()
        defer { connections.ended() }
        guard let reading = WebReading(request.head, isSecure: isSecure) else {
            try await refuse(400, on: carrier, writer)
            return
        }
        if let announced = request.head.headerFields[.contentLength].flatMap({ Int($0) }), announced > Self.bodyLimit {
            try await refuse(413, on: carrier, writer)
            return
        }
        if request.head.headerFields[.expect]?.lowercased() == "100-continue" {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        guard let body = try await Self.collect(request) else {
            try await refuse(413, on: carrier, writer)
            return
        }
        try await send(await handler.answer(reading.request(body: body)), toHead: request.head, writer)
    }

    /// Nil when it is longer than any request may be.
    private static func collect(_ request: Request) async throws -> [UInt8]? {
        var body: [UInt8] = []
        for try await buffer in request.body {
            guard body.count + buffer.readableBytes <= bodyLimit else { return nil }
            body.append(contentsOf: buffer.readableBytesView)
        }
        return body
    }

    /// What is no request gets a bare status, and its carrier ends: what follows on a connection cannot be made out.
    private func refuse(_ status: Int, on carrier: Carrier, _ writer: consuming ResponseWriter) async throws {
        var head = HTTPResponse(status: .init(code: status))
        head.headerFields[.contentLength] = "0"
        // HTTP/2 has no such field (section 8.2.2).
        if carrier == .connection { head.headerFields[.connection] = "close" }
        head.headerFields[.date] = MailDate.http(clock.now)
        try await writer.writeResponse(head)
        throw CarrierEnds()
    }

    private func send(
        _ response: WebResponse, toHead request: HTTPRequest, _ writer: consuming ResponseWriter
    ) async throws {
        // To the last byte, and no longer when the connection ends.
        defer { withExtendedLifetime(response.underway) {} }
        guard response.delivery != .dropped else { throw CarrierEnds() }
        let head = head(of: response)
        guard request.method != .head, response.body.count > 0 else {
            return try await writer.writeResponse(head)
        }
        var body = try await writer.writeHead(head)
        try await write(response, to: &body)
        if response.delivery == .endless { try await repeatTheLast(of: response.body, to: &body) }
        guard response.delivery != .truncated else { throw CarrierEnds() }
        try await body.finish(nil)
    }

    private func head(of response: WebResponse) -> HTTPResponse {
        var head = HTTPResponse(status: .init(code: (200...599).contains(response.status) ? response.status : 500))
        for field in response.headers.fields {
            if let name = HTTPField.Name(field.name) {
                head.headerFields.append(HTTPField(name: name, value: field.value))
            }
        }
        if head.headerFields[.date] == nil { head.headerFields[.date] = MailDate.http(clock.now) }
        if response.delivery != .endless { head.headerFields[.contentLength] = "\(response.body.count)" }
        return head
    }

    private func write(_ response: WebResponse, to writer: inout some ResponseBodyWriter) async throws {
        let count = response.delivery == .truncated ? response.body.count / 2 : response.body.count
        let pace = Pace(response.delivery, window: Self.window)
        var start = 0
        while start < count {
            let end = min(count, start + pace.bytes)
            try await writer.write(ByteBuffer(bytes: response.body.bytes(start..<end)))
            start = end
            if let pause = pace.pause, start < count { try await Task.sleep(for: pause) }
        }
    }

    /// Until whoever reads goes away: then writing fails.
    private func repeatTheLast(of body: WebBody, to writer: inout some ResponseBodyWriter) async throws {
        let last = body.bytes(body.count - 1..<body.count)
        let more = ByteBuffer(repeating: last.first ?? 0, count: Self.window)
        while !Task.isCancelled { try await writer.write(more) }
    }

    /// How much goes out at a time, and how long it rests then.
    private struct Pace {
        var bytes: Int
        var pause: Duration?

        init(_ delivery: WebResponse.Delivery, window: Int) {
            guard case .slow(let bytesPerSecond) = delivery else {
                bytes = window
                return
            }
            // Ten times a second, or a byte at a time.
            bytes = min(window, max(1, bytesPerSecond / 10))
            pause = .seconds(Double(bytes) / Double(max(1, bytesPerSecond)))
        }
    }
}

package import Domain
package import Transport

/// All outbound traffic: HTTPS requests and mail connections, on one curl event loop with a thread of its own.
///
/// TLS is 1.2 at least and always verified; redirects, cookies, netrc and proxies of the environment are not followed;
/// no credential is ever given to curl. Nothing is logged.
package final class CurlTransport: Sendable {
    private let loop: EventLoop

    /// Checks the library and starts the loop.
    package init(_ settings: CurlSettings) throws(CurlSetupError) {
        try Self.verifyLibrary()
        loop = try EventLoop(settings: settings)
    }

    /// Whether the libcurl that was found at run time is one that Postern can trust with TLS.
    ///
    /// The GnuTLS flavour has the same headers and the same name, and links silently.
    package static func verifyLibrary() throws(CurlSetupError) { try CurlLibrary.linked().verify() }
}

extension CurlTransport: HTTPClient {
    package func send(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPResponse {
        try await loop.perform { core, operation in
            do throws(TransportError) {
                try core.http(HTTPVersion(suiting: request)).send(request, until: deadline, operation)
            } catch {
                operation.complete(.failure(error))
            }
        }
    }

    package func open(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPDownload {
        let opened: OpenedDownload = try await loop.perform { core, operation in
            do throws(TransportError) {
                try core.http(.one).open(request, until: deadline, operation)
            } catch {
                operation.complete(.failure(error))
            }
        }
        let body = CurlBody(loop, opened)
        return HTTPDownload(status: opened.head.status, headers: opened.head.fields, body: body)
    }
}

extension CurlTransport: StreamConnector {
    package func connect(
        to server: ServerAddress, speaking dialogue: MailDialogue, until deadline: Deadline
    ) async throws(TransportError) -> any ByteStream {
        let opened = try await loop.perform { core, operation in
            StreamConnection.open(server, dialogue, until: deadline, on: core, operation)
        }
        return CurlByteStream(loop, opened)
    }
}

internal import Broker
internal import Hummingbird
internal import Logging

/// Answers `GET /oauth` and the pages it leads to, and nothing else.
///
/// The query is never logged, and never stays in the address bar: every redirect is answered by another one, to a page
/// without parameters.
struct RedirectResponder: Sendable {
    let receiver: any RedirectReceiver
    let logger: Logger

    /// - Parameter port: where the connection came in; `Host` has to name it, or the name of another server leads here
    ///   (DNS rebinding).
    func respond(to head: HTTPRequest, port: Int?) async -> Response {
        guard Self.isOurs(head.authority, port: port) else { return Self.plain(.misdirectedRequest) }
        let target = head.path ?? ""
        let path = target.prefix { $0 != "?" }
        guard path == "/oauth" || Self.page(at: path) != nil else { return Self.plain(.notFound) }
        guard head.method == .get else {
            var response = Self.plain(.methodNotAllowed)
            response.headers[.allow] = "GET"
            return response
        }
        if let outcome = Self.page(at: path) { return Self.show(outcome) }
        let outcome = await outcome(of: String(target.dropFirst(path.count + 1)))
        var response = Self.plain(.seeOther)
        response.headers[.location] = "/oauth/\(outcome.rawValue)"
        return response
    }

    private func outcome(of query: String) async -> RedirectOutcome {
        do throws(RedirectError) {
            let outcome = await receiver.received(try OAuthRedirect(query: query))
            logger.debug("redirect answered", metadata: ["outcome": "\(outcome.rawValue)"])
            return outcome
        } catch {
            logger.debug("redirect refused", metadata: ["reason": "\(error)"])
            return .invalid
        }
    }

    private static func page(at path: Substring) -> RedirectOutcome? {
        path.hasPrefix("/oauth/") ? RedirectOutcome(rawValue: String(path.dropFirst("/oauth/".count))) : nil
    }

    private static func isOurs(_ authority: String?, port: Int?) -> Bool {
        guard let authority, let port else { return false }
        let names = ["localhost", "127.0.0.1", "[::1]"]
        return names.contains { authority.lowercased() == "\($0):\(port)" || (port == 80 && authority == $0) }
    }

    private static func show(_ outcome: RedirectOutcome) -> Response {
        var response = plain(.ok)
        response.headers[.contentType] = "text/html; charset=utf-8"
        response.body = ResponseBody(byteBuffer: ByteBuffer(string: ResultPage.html(outcome)))
        return response
    }

    /// Nothing is kept by the browser, nothing is told to the next site, nothing is let into the page; no CORS header.
    private static func plain(_ status: HTTPResponse.Status) -> Response {
        var headers = HTTPFields()
        headers[.cacheControl] = "no-store"
        headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        headers[.xContentTypeOptions] = "nosniff"
        if let name: HTTPFields.Element.Name = .init("Referrer-Policy") { headers[name] = "no-referrer" }
        headers[.connection] = "close"
        return Response(status: status, headers: headers)
    }
}

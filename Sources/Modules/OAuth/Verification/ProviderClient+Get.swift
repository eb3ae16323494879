internal import Broker
internal import Domain
internal import JSON
internal import Transport

extension ProviderClient {
    /// Fetches whatever is there: an error page as well as a document. Redirects are not followed.
    func response(at url: String, of provider: String) async throws(BrokerError) -> HTTPResponse {
        let request = HTTPRequest(
            method: .get, url: url, headers: [HTTPField("Accept", "application/json, text/html;q=0.9")],
            responseLimit: Self.responseLimit)
        do throws(TransportError) {
            return try await http.send(request, until: .after(Self.patience))
        } catch {
            throw BrokerError(error, from: provider)
        }
    }
}

extension HTTPResponse {
    /// The body as JSON; nil when it is none.
    var json: JSONValue? { body.withExposed { try? JSONValue(parsing: $0) } }
    /// The body as text.
    var text: String { body.withExposed { String(decoding: $0, as: UTF8.self) } }
    var retryAfterMs: Int? { RetryAfter.milliseconds(header("Retry-After")) }
}

internal import Broker
internal import Domain
internal import Transport

/// Talks to providers, every call under one deadline and one limit.
struct ProviderClient: Sendable {
    /// How long a provider may take. Microsoft's own clients wait about as long.
    static let patience: Duration = .seconds(30)
    /// The longest answer that is read, in bytes.
    static let responseLimit = 1 << 20

    let http: any HTTPClient

    /// Fetches a document; only a status of 200 gives one.
    func document(
        at url: String, of provider: String, headers: [HTTPField] = []
    ) async throws(BrokerError) -> [UInt8] {
        let response = try await send(
            HTTPRequest(
                method: .get, url: url, headers: [HTTPField("Accept", "application/json")] + headers,
                responseLimit: Self.responseLimit), to: provider)
        guard response.status == 200 else {
            let fault = ProviderFault(name: provider, status: response.status)
            let delay = RetryAfter.milliseconds(response.header("Retry-After"))
            if response.status == 429 { throw .rateLimited(fault, retryAfterMs: delay) }
            throw .providerUnavailable(fault, retryAfterMs: delay)
        }
        return response.body.withExposed { $0 }
    }

    /// Posts a form that holds secrets.
    func post(
        _ form: [(name: String, value: String)], to url: String, headers: [HTTPField] = [], of provider: String
    ) async throws(BrokerError) -> HTTPResponse {
        let headers =
            [
                HTTPField("Content-Type", "application/x-www-form-urlencoded"), HTTPField("Accept", "application/json"),
            ] + headers
        return try await send(
            HTTPRequest(
                method: .post, url: url, headers: headers, body: Secret(Array(FormEncoding.encode(form).utf8)),
                responseLimit: Self.responseLimit), to: provider)
    }

    private func send(_ request: HTTPRequest, to provider: String) async throws(BrokerError) -> HTTPResponse {
        do throws(TransportError) {
            return try await http.send(request, until: .after(Self.patience))
        } catch {
            throw BrokerError(error, from: provider)
        }
    }
}

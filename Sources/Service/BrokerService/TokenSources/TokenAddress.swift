internal import Broker
internal import Domain
internal import JSON
internal import Linux
internal import OAuth
internal import Transport

/// An address of the configuration that gives tokens: `POST` with `account`, `username` and `resource` as JSON.
struct TokenAddress: Sendable {
    let url: String
    let bearerFile: String?
    let timeout: Duration
    let http: any HTTPClient

    func answer(
        to request: ExternalTokenRequest, for resource: Resource
    ) async throws(BrokerError) -> Secret<[UInt8]> {
        let response = try await send(try post(request, resource), for: request.source)
        let fault = ProviderFault(request.source, status: response.status)
        let delay = RetryAfter.milliseconds(response.header("Retry-After"))
        switch response.status {
        case 200: return response.body
        case 429: throw .rateLimited(fault, retryAfterMs: delay)
        case 500...: throw .providerUnavailable(fault, retryAfterMs: delay)
        default: throw .providerRejected("the token source answered \(response.status)", fault)
        }
    }

    private func post(_ request: ExternalTokenRequest, _ resource: Resource) throws(BrokerError) -> HTTPRequest {
        let members: [String: JSONValue] = [
            "account": .string(request.account.rawValue), "username": .string(request.username),
            "resource": .string(resource.rawValue),
        ]
        guard let body = try? JSONWriter.encode(JSONValue.object(members)) else {
            throw .invalid(field: "username", reason: "cannot be written as JSON")
        }
        var headers = [
            HTTPField("Content-Type", "application/json"), HTTPField("Accept", "application/json, text/plain"),
        ]
        if let bearerFile { headers.append(try authorization(from: bearerFile, request.source)) }
        return HTTPRequest(
            method: .post, url: url, headers: headers, body: Secret(body), responseLimit: ExternalAnswer.maximumLength)
    }

    /// Read at each use, so that it can be exchanged.
    private func authorization(from path: String, _ source: TokenSourceName) throws(BrokerError) -> HTTPField {
        let bytes: [UInt8]
        do throws(LinuxError) {
            bytes = try PrivateFile.read(path, modeAtMost: 0o640, limit: 8_192, followingLinks: true)
        } catch {
            throw .providerRejected(
                "the token source's bearerFile cannot be used: \(error.reason)", ProviderFault(source))
        }
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 1, words[0].utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .providerRejected("the token source's bearerFile holds no single token", ProviderFault(source))
        }
        return HTTPField("Authorization", "Bearer \(words[0])")
    }

    private func send(
        _ request: HTTPRequest, for source: TokenSourceName
    ) async throws(BrokerError) -> HTTPResponse {
        do throws(TransportError) {
            return try await http.send(request, until: .after(timeout))
        } catch {
            throw BrokerError(error, from: source.rawValue)
        }
    }
}

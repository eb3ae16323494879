internal import Domain
internal import JSON
internal import Mail
internal import Transport

extension GraphChannel {
    /// Preferences of every call: an id that changes when a message moves is of no use to anybody (reference sheet,
    /// section C9).
    static let immutableIDs = #"IdType="ImmutableId""#

    /// Behind `/v1.0`: path and options. In a batch, members are named so.
    func relativeURL(of call: GraphCall) throws(MailError) -> String {
        switch call.target {
        case .link(let link): return link.relative
        case .path(let path):
            guard !isAppOnly || place.user != nil else {
                throw .unsupported("an app that acts for itself has no mailbox of its own")
            }
            guard let start = path.relative(to: place.user) else { throw call.about.notFound(mayHaveMoved: false) }
            let options = call.query.map { "\(PercentEncoding.option($0.name))=\(PercentEncoding.option($0.value))" }
            return options.isEmpty ? start : start + "?" + options.joined(separator: "&")
        }
    }

    func preferences(of call: GraphCall) -> String { ([Self.immutableIDs] + call.prefer).joined(separator: ", ") }

    /// One attempt at a call.
    func request(
        _ call: GraphCall, _ token: Secret<String>, accepting type: String = "application/json"
    ) throws(MailError) -> HTTPRequest {
        var request = request(
            call.method, place.root + "/v1.0" + (try relativeURL(of: call)), token, accepting: type)
        request.headers.append(HTTPField("Prefer", preferences(of: call)))
        request.isRepeatable = call.repetition == .always
        if let body = call.body {
            let (type, bytes) = try body.encoded()
            if let type { request.headers.append(HTTPField("Content-Type", type)) }
            request.body = Secret(bytes)
        }
        return request
    }

    func request(
        _ method: HTTPRequest.Method, _ url: String, _ token: Secret<String>, accepting type: String
    ) -> HTTPRequest {
        let bearer = token.withExposed { HTTPField("Authorization", "Bearer \($0)") }
        let headers = [bearer, HTTPField("Accept", type)] + Self.unsigned()
        return HTTPRequest(method: method, url: url, headers: headers, responseLimit: settings.answerLimit)
    }

    /// What every request says of itself, without a credential.
    static func unsigned() -> [HTTPField] {
        [
            HTTPField("User-Agent", "Postern/\(PosternVersion.text)"),
            HTTPField("client-request-id", RequestID.make()), HTTPField("return-client-request-id", "true"),
        ]
    }
}

extension GraphBody {
    /// Content type and bytes as they travel.
    func encoded() throws(MailError) -> (type: String?, bytes: [UInt8]) {
        switch self {
        case .json(let value):
            do throws(JSONError) { return ("application/json", try JSONWriter.encode(value)) } catch {
                throw .invalid(field: "message", reason: "\(error)")
            }
        case .mime(let bytes): return ("text/plain", Array(Base64(bytes).text.utf8))
        case .empty: return (nil, [])
        }
    }
}

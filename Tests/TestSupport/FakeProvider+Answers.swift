internal import Cryptography
internal import Domain
package import JSON
package import Transport

extension FakeProvider {
    /// S256 of RFC 7636.
    static func challenge(_ verifier: String) -> String {
        Base64(SHA256Digest.hash(Array(verifier.utf8))).urlText
    }
}

extension HTTPResponse {
    package static func json(_ value: JSONValue, status: Int = 200, headers: [HTTPField] = []) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: [HTTPField("Content-Type", "application/json")] + headers,
            body: Secret((try? JSONWriter.encode(value)) ?? []))
    }

    package static func text(_ body: String, status: Int, headers: [HTTPField] = []) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: Secret(Array(body.utf8)))
    }

    /// An error as Entra words it (reference sheet §A10).
    package static func refusal(
        _ error: String, codes: [Int] = [], suberror: String? = nil, claims: String? = nil, status: Int = 400,
        headers: [HTTPField] = []
    ) -> HTTPResponse {
        var body: [String: JSONValue] = ["error": .string(error)]
        if let code = codes.first {
            body["error_codes"] = .array(codes.map { .integer(Int64($0)) })
            body["error_description"] = .string("AADSTS\(code): words. Trace ID: 255d1aef Correlation ID: fb3d2015")
            body["trace_id"] = .string("255d1aef-8c98-452f-ac51-23d051240864")
        }
        body["suberror"] = suberror.map(JSONValue.string)
        body["claims"] = claims.map(JSONValue.string)
        return .json(.object(body), status: status, headers: headers)
    }
}

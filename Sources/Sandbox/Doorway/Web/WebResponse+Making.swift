package import JSON
internal import Tenant

extension WebResponse {
    /// JSON, members in the order of their names.
    package static func json(_ status: Int, _ value: JSONValue, _ headers: WebHeaders = .init()) -> WebResponse {
        typed(status, "application/json; charset=utf-8", value.bytes, headers)
    }

    package static func html(_ status: Int, _ text: String, _ headers: WebHeaders = .init()) -> WebResponse {
        typed(status, "text/html; charset=utf-8", Array(text.utf8), headers)
    }

    package static func text(_ status: Int, _ text: String, _ headers: WebHeaders = .init()) -> WebResponse {
        typed(status, "text/plain; charset=utf-8", Array(text.utf8), headers)
    }

    package static func empty(_ status: Int, _ headers: WebHeaders = .init()) -> WebResponse {
        WebResponse(status: status, headers: headers)
    }

    package static func redirect(_ status: Int = 302, to location: String) -> WebResponse {
        WebResponse(status: status, headers: ["Location": location])
    }

    private static func typed(_ status: Int, _ type: String, _ body: [UInt8], _ headers: WebHeaders) -> WebResponse {
        var headers = headers
        if headers["content-type"] == nil { headers.add("Content-Type", type) }
        return WebResponse(status: status, headers: headers, body: .bytes(body))
    }
}

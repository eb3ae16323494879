/// The facts that are so at every door of HTTP.
extension Facts {
    package static let web: [any AnyFact] = [httpVersion2]

    package static let httpVersion2 = Fact(
        "http.version2", true, "HTTP/2 is offered over TLS, beside HTTP/1.1", source: "RFC 9113, section 3.2",
        mark: .uncertain)
}

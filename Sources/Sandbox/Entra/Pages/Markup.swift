internal import Tenant

/// HTML that is safe to send: what is written out in it stands as it is, every text put into it is escaped.
struct Markup: Sendable, ExpressibleByStringInterpolation {
    let html: String

    init(stringLiteral value: String) { html = value }
    init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }
    init(_ parts: [Markup]) { html = parts.map(\.html).joined() }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = ""

        init(literalCapacity: Int, interpolationCount: Int) { html.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { html += literal }
        mutating func appendInterpolation(_ text: some StringProtocol) { html += HTMLText.escaped(String(text)) }
        mutating func appendInterpolation(_ number: Int) { html += String(number) }
        mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    }
}

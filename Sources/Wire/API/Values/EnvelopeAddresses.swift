package import Domain

/// Who a message is really from and to (RFC 5321).
package struct EnvelopeAddresses: Codable, Sendable {
    package var from: EmailAddress
    package var to: [EmailAddress]

    package init(
        from: EmailAddress, to: [EmailAddress]
    ) {
        self.from = from
        self.to = to
    }
}

extension EnvelopeAddresses: Described {
    package static let fields: [String: String] = [
        "from": "Who gets the bounces.",
        "to": "Who gets the message, whatever its headers say.",
    ]
}

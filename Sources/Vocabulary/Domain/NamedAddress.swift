/// A name and an address as they stand in a header (RFC 5322's `mailbox`).
///
/// Read from mail the address is whatever the sender wrote, so it is text; what Postern sends is checked as `EmailAddress`.
package struct NamedAddress: Codable, Hashable, Sendable {
    package var name: String?
    package var address: String

    package init(name: String? = nil, address: String) {
        self.name = name
        self.address = address
    }
}

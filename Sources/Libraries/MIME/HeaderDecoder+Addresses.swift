package import Domain

extension HeaderDecoder {
    /// The addresses of a list; groups give their members (RFC 5322, section 3.4). What cannot be read is left out.
    package static func addresses(_ raw: [UInt8]) -> [NamedAddress] {
        var scanner = AddressScanner(unfolded(raw))
        return scanner.addresses()
    }
}

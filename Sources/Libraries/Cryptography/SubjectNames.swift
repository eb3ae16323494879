internal import CCrypto

/// The names a server goes by, in the words of x509v3_config(5).
struct SubjectNames {
    /// The first of them, as common name.
    let common: String
    let alternatives: String

    /// Only what a host name or an address is written with: a comma would be the next extension.
    init(_ hosts: [String]) throws(CryptographyError) {
        guard let first = hosts.first, hosts.count <= 64 else { throw .invalid("a server has 1 to 64 names") }
        for host in hosts {
            guard (1...253).contains(host.utf8.count), host.utf8.allSatisfy(Self.isAllowed) else {
                throw .invalid("\(host) is neither a host name nor an address")
            }
        }
        // The longest common name there is (RFC 5280, appendix A.1).
        common = String(first.prefix(64))
        alternatives = hosts.map { (Self.isAddress($0) ? "IP:" : "DNS:") + $0 }.joined(separator: ",")
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    private static func isAddress(_ host: String) -> Bool {
        defer { ERR_clear_error() }
        guard let address = unsafe a2i_IPADDRESS(host) else { return false }
        unsafe ASN1_OCTET_STRING_free(address)
        return true
    }
}

/// Addresses that are not simply a host on the internet.
/// Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates).
enum SpecialAddresses {
    /// Why `address` needs a permission, or can have none; nil for a host on the internet. The first match counts.
    static func refusal(of address: IPAddress) -> EgressRefusal? {
        table.first { _, blocks in blocks.contains { $0.contains(address) } }?.refusal
    }

    private static let table: [(refusal: EgressRefusal, blocks: [AddressBlock])] = [
        (.metadata, blocks(metadata)),
        (.unusable, blocks(["0.0.0.0/8", "240.0.0.0/4", "::/128", "100::/64"] + translators)),
        (.multicast, blocks(["224.0.0.0/4", "ff00::/8"])),
        (.linkLocal, blocks(["169.254.0.0/16", "fe80::/10"])),
        (.loopback, blocks(["127.0.0.0/8", "::1/128"])),
        (.privateNetwork, blocks(privateNetworks)),
    ]

    /// Amazon, Google and Azure (169.254.169.254, and by IPv6 the first two), Amazon's task credentials, Azure's wire
    /// server, Alibaba. As their documentation names them.
    private static let metadata = [
        "169.254.169.254", "169.254.170.2", "fd00:ec2::254", "fd20:ce::254", "168.63.129.16", "100.100.100.200",
    ]

    /// Addresses behind which a translator or a tunnel would reach an IPv4 host that cannot be read off them safely: local
    /// NAT64 (RFC 8215), stateless translation (RFC 7915's `::ffff:0:0:0/96`), Teredo (RFC 4380).
    private static let translators = ["64:ff9b:1::/48", "::ffff:0:0:0/96", "2001::/32"]

    /// RFC 1918, 6598 (shared), 2544 (benchmarks), 5737 and 3849 (documentation), 4193 (unique local), 3879 (site
    /// local), and 192.0.0.0/24 of RFC 6890.
    private static let privateNetworks = [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15", "192.0.0.0/24",
        "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "fc00::/7", "fec0::/10",
    ]

    private static func blocks(_ texts: [String]) -> [AddressBlock] {
        texts.map { text in
            guard let block = AddressBlock(text) else { preconditionFailure("\(text) is no address block") }
            return block
        }
    }
}

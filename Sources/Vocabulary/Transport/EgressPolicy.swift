/// Where Postern may connect to (interface.md, section 5).
///
/// It is asked about the address that a connection really goes to, not about a name, so that a name which resolves to
/// something else the second time gains nothing. The internet is allowed; private networks and this machine only where
/// the configuration says so; link-local, metadata and multicast addresses never.
package struct EgressPolicy: Hashable, Sendable {
    /// Private or loopback ranges that are allowed.
    package var allowedBlocks: [AddressBlock]
    /// Host names, in lower case, that may resolve to private or loopback addresses.
    package var allowedHosts: Set<String>

    package init(allowedBlocks: [AddressBlock] = [], allowedHosts: Set<String> = []) {
        self.allowedBlocks = allowedBlocks
        self.allowedHosts = Set(allowedHosts.map { $0.lowercased() })
    }

    /// Why a connection to `address`, made for the name `host`, is refused; nil when it is allowed.
    package func refusal(of address: IPAddress, for host: String) -> EgressRefusal? {
        for candidate in [address] + address.embedded {
            if let refusal = SpecialAddresses.refusal(of: candidate), !allows(candidate, refusal, host) {
                return refusal
            }
        }
        return nil
    }

    private func allows(_ address: IPAddress, _ refusal: EgressRefusal, _ host: String) -> Bool {
        switch refusal {
        case .loopback, .privateNetwork:
            allowedHosts.contains(host.lowercased()) || allowedBlocks.contains { $0.contains(address) }
        case .unusable, .multicast, .linkLocal, .metadata: false
        }
    }
}

extension IPAddress {
    /// This machine: 127.0.0.0/8 or `::1`.
    package var isLoopback: Bool { SpecialAddresses.refusal(of: self) == .loopback }

    /// The IPv4 addresses that a translator or tunnel would send packets for this one to: NAT64 (RFC 6052,
    /// section 2.1), 6to4 (RFC 3056, section 2) and the old IPv4-compatible form (RFC 4291, section 2.5.5.1).
    fileprivate var embedded: [IPAddress] {
        guard bytes.count == 16 else { return [] }
        let quad: ArraySlice<UInt8>
        if bytes.starts(with: [0x00, 0x64, 0xff, 0x9b] + [UInt8](repeating: 0, count: 8)) {
            quad = bytes[12...]
        } else if bytes.starts(with: [0x20, 0x02]) {
            quad = bytes[2..<6]
        } else if bytes[..<12].allSatisfy({ $0 == 0 }), Array(bytes[12...]) != [0, 0, 0, 1] {
            quad = bytes[12...]
        } else {
            return []
        }
        return IPAddress(bytes: Array(quad)).map { [$0] } ?? []
    }
}

/// Why an address may not be connected to.
package enum EgressRefusal: Error, Hashable, Sendable, CaseIterable {
    /// 0.0.0.0/8, `::`, 240.0.0.0/4: no address of anybody.
    case unusable
    case multicast
    case linkLocal
    /// Where a cloud hands its machines credentials.
    case metadata
    /// This machine, and the configuration does not allow it.
    case loopback
    /// A network that is not the internet's, and the configuration does not allow it.
    case privateNetwork
}

extension EgressRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unusable: "not an address of a host"
        case .multicast: "a multicast address"
        case .linkLocal: "a link-local address"
        case .metadata: "a cloud metadata address"
        case .loopback: "a loopback address that egress.allow does not name"
        case .privateNetwork: "an address of a private network that egress.allow does not name"
        }
    }
}

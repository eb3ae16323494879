internal import CGMime

/// Host names as DNS writes them.
package enum HostName {
    /// The name with its international labels as A-labels (RFC 5890); `nil` when that cannot be or is too long.
    package static func ascii(_ domain: String) -> String? {
        guard (1...1_024).contains(domain.utf8.count), !domain.utf8.contains(0),
            let name = unsafe GMimeLibrary.take(g_hostname_to_ascii(domain)), (1...255).contains(name.utf8.count),
            name.utf8.allSatisfy(isHostByte),
            name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ (1...63).contains($0.utf8.count) }
            )
        else { return nil }
        return name
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

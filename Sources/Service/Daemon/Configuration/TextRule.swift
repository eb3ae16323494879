internal import JSON
internal import Transport

/// What a text in the configuration has to look like.
struct TextRule: Sendable {
    /// Reads after "must be".
    let expectation: String
    /// What the published schema can say of it; the check below may be stricter.
    let pattern: String?
    let isMet: @Sendable (String) -> Bool

    static let absolutePath = TextRule(expectation: "an absolute path", pattern: "^/") {
        $0.hasPrefix("/") && !$0.utf8.contains(0) && $0.utf8.count <= 4_095
    }
    /// unix(7): sun_path has 108 bytes, one of them for the end.
    static let socketPath = TextRule(expectation: "an absolute path of at most 107 bytes", pattern: "^/.{0,106}$") {
        $0.hasPrefix("/") && !$0.utf8.contains(0) && $0.utf8.count <= 107
    }
    static let accountName = TextRule(expectation: "a name or a number", pattern: "^[^:\\s]{1,256}$") {
        (1...256).contains($0.utf8.count) && !$0.contains(":") && !$0.contains(where: \.isWhitespace)
    }
    static let word = TextRule(expectation: "a method's name", pattern: "^[A-Za-z][A-Za-z0-9.]{0,63}$") { text in
        (1...64).contains(text.utf8.count) && text.first?.isLetter == true
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") }
    }
    static let account = TextRule(expectation: "an account id or an address", pattern: "^\\S{1,320}$") {
        (1...320).contains($0.utf8.count) && !$0.contains(where: \.isWhitespace)
    }
    static let cloudName = TextRule(
        expectation: "a name of letters, digits and hyphens", pattern: "^[A-Za-z][A-Za-z0-9-]{0,31}$"
    ) { text in
        (1...32).contains(text.utf8.count) && text.first?.isLetter == true
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
    static let host = TextRule(expectation: "a host name or an IP address", pattern: "^[A-Za-z0-9._:-]{1,253}$") {
        IPAddress($0) != nil || HostName.isWellFormed($0)
    }
    static let egressEntry = TextRule(
        expectation: "an address range such as 10.0.0.0/8, an address, or a host name",
        pattern: "^[A-Za-z0-9._:/-]{1,253}$"
    ) { AddressBlock($0) != nil || HostName.isWellFormed($0) }
    static let origin = TextRule(
        expectation: "an https origin such as https://login.example.com, without a path (http only on loopback)",
        pattern: "^https?://[^/?#@\\s]+$"
    ) { ServerURL($0)?.path.isEmpty == true }
    static let root = TextRule(
        expectation: "an https URL without a slash at its end (http only on loopback)",
        pattern: "^https?://[^?#@\\s]*[^/?#@\\s]$"
    ) { ServerURL($0) != nil }
    static let proxy = TextRule(
        expectation:
            "a proxy URL such as http://proxy.example.com:3128 or socks5h://127.0.0.1:1080, without credentials",
        pattern: "^(http|https|socks5|socks5h)://[^/@\\s]+$"
    ) { text in
        guard let scheme = ["http://", "https://", "socks5://", "socks5h://"].first(where: text.hasPrefix) else {
            return false
        }
        return ServerURL("https://" + text.dropFirst(scheme.count))?.path.isEmpty == true
    }
}

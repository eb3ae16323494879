internal import Domain
internal import OAuth

/// What the configuration's words about providers and token sources have to look like.
extension TextRule {
    static let phrase = TextRule(expectation: "1 to 2048 bytes without control characters", pattern: nil) { text in
        (1...2_048).contains(text.utf8.count) && !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
    static let url = TextRule(
        expectation: "an https URL (http only on loopback)", pattern: "^https?://[^#@\\s]+$"
    ) { WebAddress($0)?.isSecureEnough == true }
    /// RFC 6749, section 3.3.
    static let scope = TextRule(
        expectation: "1 to 256 printable characters without a space", pattern: "^[!#-\\[\\]-~]{1,256}$"
    ) { text in
        (1...256).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    }
    static let parameterName = TextRule(
        expectation: "a name of letters, digits, hyphens and underscores", pattern: "^[A-Za-z0-9_-]{1,64}$"
    ) { text in
        (1...64).contains(text.utf8.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
    static let providerName = TextRule(
        expectation: "a name of letters, digits and hyphens, at most 32", pattern: "^[A-Za-z0-9-]{1,32}$"
    ) { ProviderName(rawValue: $0) != nil }
    static let tokenSourceName = TextRule(
        expectation: "a name of letters, digits, hyphens and underscores, at most 64",
        pattern: "^[A-Za-z0-9_-]{1,64}$"
    ) { TokenSourceName(rawValue: $0) != nil }
    static let argument = TextRule(expectation: "at most 4096 bytes without a zero byte", pattern: nil) {
        $0.utf8.count <= 4_096 && !$0.utf8.contains(0)
    }
}

/// Names of hosts as the configuration takes them (RFC 1123, section 2.1).
enum HostName {
    /// Letters, digits, hyphens and underscores in labels of 1 to 63 bytes. A last label of digits alone is refused, so
    /// that a mistyped address is not taken for a name.
    static func isWellFormed(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...253).contains(text.utf8.count), labels.allSatisfy(isLabel), let last = labels.last else {
            return false
        }
        return !last.allSatisfy(\.isNumber)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
}

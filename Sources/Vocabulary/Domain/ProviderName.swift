/// What a provider of the catalogue is called: `gmail`, or as the configuration calls it. 1 to 32 letters, digits and
/// hyphens.
package struct ProviderName: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard (1...32).contains(rawValue.utf8.count),
            rawValue.utf8.allSatisfy({ $0.isIdentifierByte && $0 != UInt8(ascii: "_") })
        else { return nil }
        self.rawValue = rawValue
    }
}

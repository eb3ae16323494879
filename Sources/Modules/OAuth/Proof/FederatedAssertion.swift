package import Broker

/// A JWT of somebody else's, as its file holds it (RFC 7523, section 3; reference sheet, section A9).
package struct FederatedAssertion: Hashable, Sendable {
    package let credential: Credential

    /// Of the file, in bytes. Tokens of Kubernetes and of the CI services have one or two thousand.
    package static let longest = 16_384

    /// White space around it does not count: whoever writes such files ends them by a line break or does not.
    package init(contents: [UInt8]) throws(AssertionFault) {
        guard contents.count <= Self.longest else { throw AssertionFault("longer than \(Self.longest) bytes") }
        let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let text = contents.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        guard !text.isEmpty else { throw AssertionFault("empty") }
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isBase64URL) }) else {
            throw AssertionFault("not a signed JWT: three parts in base64url with dots in between")
        }
        credential = Credential(String(decoding: text, as: UTF8.self))
    }

    /// RFC 4648, section 5.
    private static func isBase64URL(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}

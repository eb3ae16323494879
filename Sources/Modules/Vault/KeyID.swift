/// The name of a key encryption key: 8 bytes derived from the master key, which reveal nothing about it.
package struct KeyID: Hashable, Sendable, CustomStringConvertible {
    static let count = 8
    package let bytes: [UInt8]

    /// Of another length it names no key.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// In hexadecimal.
    package var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

internal import Domain
internal import Tenant

/// The parsers of what clients send to the reading side, for the fuzzer.
package enum GraphReadingSyntax {
    /// Whether a message filter reads, and what it says of no message at all.
    package static func filter(_ bytes: [UInt8]) -> Bool? {
        guard let filter = try? FilterParser.filter(String(decoding: bytes, as: UTF8.self), over: .message) else {
            return nil
        }
        return filter.matches(FilterElement(values: [:]))
    }

    /// Whether an order and an expansion read.
    package static func options(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        let ordering = try? Ordering(text, over: .message)
        let expand = try? ExpandOption(text, oneOnly: true)
        return ordering != nil || expand != nil
    }

    /// Whether a search reads.
    package static func search(_ bytes: [UInt8]) -> Bool {
        (try? SearchParser.search(
            String(decoding: bytes, as: UTF8.self), at: Timestamp(secondsSince1970: 1_795_000_000))) != nil
    }

    /// The segments of a path; nil when it is none.
    package static func path(_ bytes: [UInt8]) -> [String]? {
        (try? GraphPath(encoded: String(decoding: bytes, as: UTF8.self)))?.segments
    }

    /// A delta token as it would be written again; nil when it is none.
    package static func deltaToken(_ bytes: [UInt8]) -> String? {
        let mailbox = GUID(unchecked: "ade1e000-1001-4c5d-8e9f-0a1b2c3d4e01")
        return DeltaToken(String(decoding: bytes, as: UTF8.self), for: mailbox, seed: 1)?.text(for: mailbox, seed: 1)
    }
}

import Domain
import MIME

/// The header of a message as it stands in its bytes.
package enum ArrivedHeader {
    package struct Field {
        var name: String
        /// What comes after the colon, folds and all.
        var raw: [UInt8]
        /// Where it stands, with its line end.
        var whole: Range<Int>

        var text: String { HeaderDecoder.text(raw) }
        package var key: String { name.lowercased() }
    }

    /// More than any honest message has.
    private static let maximumFields = 2_000

    /// The fields in order, up to the first empty line; a line that is no field is passed over.
    package static func fields(of bytes: [UInt8]) -> [Field] {
        var fields: [Field] = []
        var start = 0
        while start < bytes.count, !isEmptyLine(bytes, start), fields.count < maximumFields {
            let end = fieldEnd(bytes, start)
            if let colon = bytes[start..<end].firstIndex(of: UInt8(ascii: ":")), colon > start {
                let name = String(decoding: bytes[start..<colon], as: UTF8.self).filter { $0 != " " && $0 != "\t" }
                if name.utf8.allSatisfy({ (33...126).contains($0) }) {
                    fields.append(Field(name: name, raw: Array(bytes[(colon + 1)..<end]), whole: start..<end))
                }
            }
            start = end
        }
        return fields
    }

    /// The message without the fields of these names, which are in lower case.
    package static func without(_ names: Set<String>, in bytes: [UInt8]) -> [UInt8] {
        var rest: [UInt8] = []
        rest.reserveCapacity(bytes.count)
        var position = 0
        for field in fields(of: bytes) where names.contains(field.key) {
            rest += bytes[position..<field.whole.lowerBound]
            position = field.whole.upperBound
        }
        return rest + bytes[position...]
    }

    private static func isEmptyLine(_ bytes: [UInt8], _ start: Int) -> Bool {
        bytes[start] == 10 || bytes[start] == 13 && start + 1 < bytes.count && bytes[start + 1] == 10
    }

    private static func fieldEnd(_ bytes: [UInt8], _ start: Int) -> Int {
        var position = start
        while let end = bytes[position...].firstIndex(of: 10) {
            position = end + 1
            guard position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 else { return position }
        }
        return bytes.count
    }
}

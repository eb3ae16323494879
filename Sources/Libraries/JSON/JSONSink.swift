/// The bytes of one JSON text as they grow, and which arrays and objects are open.
///
/// A container is closed as soon as something is written outside it. Writing into it afterwards is an error, which no
/// synthesized `encode(to:)` makes.
final class JSONSink {
    enum Kind {
        case object, array
    }
    /// An array or object that was opened: its depth, and a number that no other has.
    struct Frame: Equatable {
        let kind: Kind
        let depth: Int
        let serial: Int
    }

    private(set) var bytes: [UInt8]
    private var open: [Frame] = []
    private var counts: [Int] = []
    private var lastSerial = 0
    /// What a function that cannot throw had to say.
    private var failure: JSONError?

    init(startingWith bytes: [UInt8]) { self.bytes = bytes }

    /// All bytes, with everything closed.
    func finish() throws(JSONError) -> [UInt8] {
        close(to: 0)
        if let failure { throw failure }
        return bytes
    }

    // MARK: Structure

    func open(_ kind: Kind, at depth: Int) -> Frame {
        if depth < open.count, open[depth].kind == kind { return open[depth] }
        if depth != open.count { failure = failure ?? Self.misuse }
        lastSerial += 1
        let frame = Frame(kind: kind, depth: open.count, serial: lastSerial)
        open.append(frame)
        counts.append(0)
        bytes.append(UInt8(ascii: kind == .object ? "{" : "["))
        return frame
    }

    func key(_ name: String, in frame: Frame) throws(JSONError) {
        try element(in: frame)
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    func element(in frame: Frame) throws(JSONError) {
        guard frame.depth < open.count, open[frame.depth] == frame else { throw Self.misuse }
        close(to: frame.depth + 1)
        if counts[frame.depth] > 0 { bytes.append(UInt8(ascii: ",")) }
        counts[frame.depth] += 1
    }

    func count(of frame: Frame) -> Int {
        frame.depth < open.count && open[frame.depth] == frame ? counts[frame.depth] : 0
    }

    /// An encoder for the value that `start` makes room for.
    func laterEncoder(_ start: () throws(JSONError) -> Void) -> WritingEncoder {
        do throws(JSONError) { try start() } catch { failure = failure ?? error }
        return WritingEncoder(sink: self, depth: open.count)
    }

    private func close(to depth: Int) {
        while open.count > depth {
            let frame = open.removeLast()
            counts.removeLast()
            bytes.append(UInt8(ascii: frame.kind == .object ? "}" : "]"))
        }
    }

    private static let misuse = JSONError.unrepresentable(path: "", reason: "a container was written out of order")

    // MARK: Values

    func null() { bytes.append(contentsOf: "null".utf8) }

    func bool(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

    func integer(_ value: some FixedWidthInteger) { bytes.append(contentsOf: String(value).utf8) }

    func real(_ value: Double, named name: String) throws(JSONError) {
        guard value.isFinite else { throw .unrepresentable(path: name, reason: "not a finite number") }
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Escapes what RFC 8259, section 7 requires, so that no raw newline ever stands in the text.
    func string(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            bytes.append(contentsOf: value.utf8)
        } else {
            for byte in value.utf8 { escape(byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
        case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
        case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
        case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
        case 0..<0x20:
            bytes.append(contentsOf: #"\u00"#.utf8)
            for digit in [byte >> 4, byte & 0xF] {
                bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        default: bytes.append(byte)
        }
    }

    func value<T: Encodable>(_ value: T, named name: String) throws {
        if T.self == JSONValue.self, let value = value as? JSONValue { return try tree(value) }
        if T.self == String.self, let text = value as? String { return string(text) }
        let depth = open.count
        let start = bytes.count
        do {
            try value.encode(to: WritingEncoder(sink: self, depth: depth))
        } catch .unrepresentable(let path, let reason) as JSONError where !name.isEmpty {
            throw JSONError.unrepresentable(path: path.isEmpty ? name : "\(name).\(path)", reason: reason)
        }
        close(to: depth)
        // A type without members may ask for no container at all.
        if bytes.count == start { bytes.append(contentsOf: "{}".utf8) }
    }

    /// Members in the order of their names, so that the same value always gives the same bytes.
    func tree(_ value: JSONValue) throws(JSONError) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .real(let value): try real(value, named: "")
        case .string(let value): string(value)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                try tree(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                string(member.key)
                bytes.append(UInt8(ascii: ":"))
                try tree(member.value)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}

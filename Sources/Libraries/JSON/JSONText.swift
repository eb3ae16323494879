/// The bytes of one JSON text as they grow, and which arrays and objects are open.
///
/// A container is closed as soon as something is written outside it. Writing into it afterwards is an error, which no
/// synthesized `encode(to:)` makes.
struct JSONText {
    enum Kind {
        case object, array
    }
    /// An array or object that was opened: its depth, and a number that no other has.
    struct Frame: Equatable {
        let kind: Kind
        let depth: Int
        let serial: Int
    }
    private struct Container {
        let frame: Frame
        var count = 0
    }

    private(set) var bytes: [UInt8]
    private var containers: [Container] = []
    private var lastSerial = 0
    /// What a function that cannot throw had to say.
    private var failure: JSONError?

    init(startingWith bytes: [UInt8]) { self.bytes = bytes }

    /// All bytes, with everything closed.
    mutating func finish() throws(JSONError) -> [UInt8] {
        close(to: 0)
        if let failure { throw failure }
        return bytes
    }

    // MARK: Structure

    /// How many containers are open.
    var depth: Int { containers.count }

    mutating func open(_ kind: Kind, at depth: Int) -> Frame {
        if depth < containers.count, containers[depth].frame.kind == kind { return containers[depth].frame }
        if depth != containers.count { fail(Self.misuse) }
        lastSerial += 1
        let frame = Frame(kind: kind, depth: containers.count, serial: lastSerial)
        containers.append(Container(frame: frame))
        bytes.append(UInt8(ascii: kind == .object ? "{" : "["))
        return frame
    }

    mutating func key(_ name: String, in frame: Frame) throws(JSONError) {
        try element(in: frame)
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func element(in frame: Frame) throws(JSONError) {
        guard frame.depth < containers.count, containers[frame.depth].frame == frame else { throw Self.misuse }
        close(to: frame.depth + 1)
        if containers[frame.depth].count > 0 { bytes.append(UInt8(ascii: ",")) }
        containers[frame.depth].count += 1
    }

    func count(of frame: Frame) -> Int {
        frame.depth < containers.count && containers[frame.depth].frame == frame ? containers[frame.depth].count : 0
    }

    mutating func close(to depth: Int) {
        while containers.count > depth {
            bytes.append(UInt8(ascii: containers.removeLast().frame.kind == .object ? "}" : "]"))
        }
    }

    mutating func fail(_ error: JSONError) { failure = failure ?? error }

    private static let misuse = JSONError.unrepresentable(path: "", reason: "a container was written out of order")

    // MARK: Values

    mutating func null() { bytes.append(contentsOf: "null".utf8) }

    mutating func bool(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

    mutating func integer(_ value: some FixedWidthInteger) { bytes.append(contentsOf: String(value).utf8) }

    mutating func real(_ value: Double, named name: String) throws(JSONError) {
        guard value.isFinite else { throw .unrepresentable(path: name, reason: "not a finite number") }
        bytes.append(contentsOf: value.description.utf8)
    }

    mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { unsafe EscapedText.append($0, to: &bytes) }
    }

    /// A type without members may ask for no container at all.
    mutating func finishValue(from start: Int, depth: Int) {
        close(to: depth)
        if bytes.count == start { bytes.append(contentsOf: "{}".utf8) }
    }

    /// Members in the order of their names, so that the same value always gives the same bytes.
    mutating func tree(_ value: JSONValue) throws(JSONError) {
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

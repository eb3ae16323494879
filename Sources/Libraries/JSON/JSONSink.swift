/// Where the writers of one JSON text meet. They write into one value, each time by one access: a class whose members
/// change one by one would be checked at every byte.
final class JSONSink {
    var text: JSONText

    init(startingWith bytes: [UInt8]) { text = JSONText(startingWith: bytes) }

    /// An encoder for the value that `start` makes room for.
    func laterEncoder(_ start: (inout JSONText) throws(JSONError) -> Void) -> WritingEncoder {
        do throws(JSONError) { try start(&text) } catch { text.fail(error) }
        return WritingEncoder(sink: self, depth: text.depth)
    }

    func value<T: Encodable>(_ value: T, named name: String) throws {
        if T.self == JSONValue.self, let value = value as? JSONValue { return try text.tree(value) }
        if T.self == String.self, let value = value as? String { return text.string(value) }
        let (depth, start) = (text.depth, text.bytes.count)
        do {
            try value.encode(to: WritingEncoder(sink: self, depth: depth))
        } catch .unrepresentable(let path, let reason) as JSONError where !name.isEmpty {
            throw JSONError.unrepresentable(path: path.isEmpty ? name : "\(name).\(path)", reason: reason)
        }
        text.finishValue(from: start, depth: depth)
    }
}

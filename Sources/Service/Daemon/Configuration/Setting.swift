internal import JSON

/// A scalar of the configuration that a flag or a variable can set.
///
/// The names are derived: `limits.lineBytes` is `--limits-line-bytes` and `POSTERN_LIMITS_LINE_BYTES`. A last word `path`
/// is left out, which makes `socket.path` the familiar `--socket` and `POSTERN_SOCKET`.
struct Setting: Sendable {
    let path: [String]
    let shape: Shape
    let summary: String

    static let all: [Setting] = settings(in: .configuration, under: [])

    var key: String { path.joined(separator: ".") }
    /// Without the hyphens before it.
    var flag: String { words.joined(separator: "-") }
    var variable: String { "POSTERN_" + words.joined(separator: "_").uppercased() }

    private var words: [String] {
        (path.count > 1 && path.last == "path" ? path.dropLast() : path).flatMap(Self.words)
    }

    /// The value that a text means here. Flags and variables are texts.
    func value(of text: String, from source: String) throws(ConfigurationError) -> JSONValue {
        let value: JSONValue =
            switch shape {
            case .integer: Int64(text).map(JSONValue.integer) ?? .string(text)
            case .flag: ["true": JSONValue.bool(true), "false": .bool(false)][text] ?? .string(text)
            default: .string(text)
            }
        try shape.check(value, in: source)
        return path.reversed().reduce(value) { .object([$1: $0]) }
    }

    private static func settings(in shape: Shape, under path: [String], _ summary: String = "") -> [Setting] {
        switch shape {
        case .text, .choice, .integer, .flag: [Setting(path: path, shape: shape, summary: summary)]
        case .record(let members, _):
            members.flatMap { settings(in: $0.shape, under: path + [$0.name], $0.summary) }
        case .list, .listOrAll, .map: []
        }
    }

    /// `lineBytes` is `line`, `bytes`.
    private static func words(_ name: String) -> [String] {
        name.reduce(into: [""]) { words, character in
            if character.isUppercase { words.append("") }
            words[words.count - 1] += character.lowercased()
        }
    }
}

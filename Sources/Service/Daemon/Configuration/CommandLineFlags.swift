/// The flags of `posternd`: `--config FILE` as often as wanted, and one for each `Setting`.
package struct CommandLineFlags: Hashable, Sendable {
    package var files: [String] = []
    /// By name, without hyphens.
    package var values: [String: String] = [:]

    package init(files: [String] = [], values: [String: String] = [:]) {
        self.files = files
        self.values = values
    }

    /// Reads `--name value` and `--name=value`. `usage` for anything else.
    package init(parsing arguments: [String]) throws(ConfigurationError) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--"), argument.count > 2 else {
                throw .usage("\(argument) is not understood; flags look like --socket PATH")
            }
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard name == "config" || Setting.all.contains(where: { $0.flag == name }) else {
                throw .usage("--\(name) is not known; see --help")
            }
            guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                throw .usage("--\(name) needs a value")
            }
            if name == "config" { files.append(value) } else { values[name] = value }
        }
    }

    /// One line a flag, for `--help`.
    package static var help: String {
        let settings = Setting.all.map { ("--\($0.flag) \(placeholder($0))", $0.summary) }
        let rows = [("--config FILE", "may be given more than once; later files count")] + settings
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "  " + $0.0 + String(repeating: " ", count: width + 2 - $0.0.count) + $0.1 }
            .joined(separator: "\n")
    }

    private static func placeholder(_ setting: Setting) -> String {
        switch setting.shape {
        case .integer: "NUMBER"
        case .flag: "true|false"
        case .choice(let allowed): allowed.joined(separator: "|")
        default: "TEXT"
        }
    }
}

internal import JSON
package import Linux

extension Configuration {
    /// Larger is no configuration.
    private static let fileLimit = 1 << 20

    /// Takes together, later ones counting: defaults, files in order, `POSTERN_…` variables, flags. Objects are merged
    /// key by key; lists are replaced.
    ///
    /// Without `--config` and `POSTERN_CONFIG` (paths separated by colons) the usual file is read where there is one.
    package static func load(
        _ flags: CommandLineFlags, _ environment: Environment, uid: UInt32 = UserDatabase.ownID
    ) throws(ConfigurationError) -> Configuration {
        let mode: Mode = StandardPaths.isSystem(uid: uid) ? .system : .user
        let paths = mode == .system ? .system(environment) : StandardPaths.user(environment, uid: uid)
        let files = try files(flags, environment, usual: paths?.configuration)
        var merged = JSONValue.object([:])
        for file in files { merged.merge(try contents(of: file)) }
        for setting in Setting.all {
            if let text = environment[setting.variable] {
                merged.merge(try setting.value(of: text, from: setting.variable))
            }
        }
        for (name, text) in flags.values.sorted(by: { $0.key < $1.key }) {
            guard let setting = Setting.all.first(where: { $0.flag == name }) else {
                throw .usage("--\(name) is not known; see --help")
            }
            merged.merge(try setting.value(of: text, from: "--\(name)"))
        }
        var configuration = try Configuration(merged, mode, paths, environment)
        configuration.files = files
        configuration.unknownVariables = unknownVariables(environment)
        return configuration
    }

    private static func files(
        _ flags: CommandLineFlags, _ environment: Environment, usual: String?
    ) throws(ConfigurationError) -> [String] {
        if !flags.files.isEmpty { return flags.files }
        if let named = environment["POSTERN_CONFIG"] { return named.split(separator: ":").map(String.init) }
        do throws(LinuxError) {
            guard let usual, try PrivateFile.exists(usual) else { return [] }
            return [usual]
        } catch {
            throw .unreadable(file: usual ?? "", reason: "\(error)")
        }
    }

    /// Somebody who could write the file could let himself in: nobody but root and we may.
    private static func contents(of file: String) throws(ConfigurationError) -> JSONValue {
        let bytes: [UInt8]
        do throws(LinuxError) {
            bytes = try PrivateFile.read(file, modeAtMost: 0o755, limit: fileLimit, followingLinks: true)
        } catch {
            throw .unreadable(file: file, reason: "\(error)")
        }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw .malformed(source: file, reason: "\(error)")
        }
        try checked(value, in: file)
        return value
    }

    private static func unknownVariables(_ environment: Environment) -> [String] {
        let known = Set(Setting.all.map(\.variable) + ["POSTERN_CONFIG"])
        return environment.values.keys.filter { $0.hasPrefix("POSTERN_") && !known.contains($0) }.sorted()
    }
}

extension JSONValue {
    /// Lays another value over this one: objects key by key, anything else is replaced.
    fileprivate mutating func merge(_ other: JSONValue) {
        guard case .object(var mine) = self, case .object(let theirs) = other else {
            self = other
            return
        }
        for (key, value) in theirs {
            mine[key, default: .null].merge(value)
        }
        self = .object(mine)
    }
}

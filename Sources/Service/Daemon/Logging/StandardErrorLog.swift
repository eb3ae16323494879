package import Domain
internal import Linux
package import Logging

/// Writes one line a record to standard error: with `<N>` priorities under journald, with a time otherwise.
///
/// Control characters are escaped, so that nothing a server or a client said can forge a line.
package struct StandardErrorLog: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let label: String
    private let style: Style

    package enum Style: Sendable {
        /// sd-daemon(3): journald reads the priority and adds the time itself.
        case journal
        case plain(any WallClock)
    }

    package init(label: String, level: Logger.Level, style: Style) {
        self.label = label
        self.logLevel = level
        self.style = style
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }
        var line = "\(label): \(event.message)"
        for (key, value) in facts.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
        StandardError.write(prefix(for: event.level) + Self.escaped(line) + "\n")
    }

    private func prefix(for level: Logger.Level) -> String {
        switch style {
        case .journal: "<\(Self.priority(of: level))>"
        case .plain(let clock): "\(clock.now()) \(level) "
        }
    }

    /// syslog(3) priorities.
    private static func priority(of level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    private static func escaped(_ line: String) -> String {
        guard line.unicodeScalars.contains(where: isControl) else { return line }
        return line.unicodeScalars.reduce(into: "") { text, scalar in
            if isControl(scalar) {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }
}

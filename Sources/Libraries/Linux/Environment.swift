internal import CLinux
internal import Glibc

/// The process environment at one moment, as a value: read once at start and handed on, so that nothing later depends on
/// what a library sets.
package struct Environment: Hashable, Sendable {
    package var values: [String: String]

    package init(_ values: [String: String]) { self.values = values }

    package static func current() -> Environment {
        var values: [String: String] = [:]
        guard var next = unsafe clinux_environment() else { return Environment([:]) }
        while let entry = unsafe next.pointee {
            let parts = unsafe String(cString: entry).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
            unsafe next += 1
        }
        return Environment(values)
    }

    /// Nil when it is not set or empty.
    package subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// Removes variables from the process, so that no child inherits them. Only at start, before there are threads.
    package static func forget(_ names: [String]) {
        for name in names { _ = unsafe unsetenv(name) }
    }
}

extension Environment {
    /// Variables that describe this process and no child of it (sd_listen_fds(3), sd_notify(3), sd_watchdog_enabled(3)).
    package static let serviceManagerNames = [
        "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "LISTEN_PIDFDID", "NOTIFY_SOCKET", "WATCHDOG_PID",
        "WATCHDOG_USEC",
    ]

    /// The first directory of `STATE_DIRECTORY` and its like, which separate several by colons (systemd.exec(5)).
    package func serviceDirectory(_ name: String) -> String? {
        self[name]?.split(separator: ":").first.map(String.init)
    }

    /// An XDG base directory; relative ones are to be ignored (XDG Base Directory Specification 0.8).
    package func baseDirectory(_ name: String, orHome fallback: String) -> String? {
        if let path = self[name], path.hasPrefix("/") { return path }
        return self["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/\(fallback)" : nil }
    }

    /// How often the service manager wants to hear from us: `WATCHDOG_USEC`, where `WATCHDOG_PID` is ours or not given.
    package func watchdogInterval(pid: Int32 = getpid()) -> Duration? {
        if let owner = self["WATCHDOG_PID"], Int32(owner) != pid { return nil }
        guard let microseconds = self["WATCHDOG_USEC"].flatMap(Int64.init), microseconds > 0 else { return nil }
        return .microseconds(microseconds)
    }

    /// Whether standard error goes to the journal, which then reads `<N>` priorities (systemd.exec(5), JOURNAL_STREAM).
    package var standardErrorIsJournal: Bool {
        var status = stat()
        guard let stream = self["JOURNAL_STREAM"], unsafe fstat(2, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }
}

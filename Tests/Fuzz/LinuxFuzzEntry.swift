import Linux

/// What a service manager, or somebody in its place, may put into the environment.
enum LinuxFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "linux-environment",
            { bytes in
                let fields = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
                    .map { String(decoding: $0, as: UTF8.self) }
                let names = [
                    "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "NOTIFY_SOCKET", "WATCHDOG_USEC", "JOURNAL_STREAM",
                    "STATE_DIRECTORY",
                ]
                let environment = Environment(Dictionary(uniqueKeysWithValues: zip(names, fields)))
                if let entries = try? ListenFDs(environment, pid: 7).entries {
                    precondition(entries.count <= 16 && entries.allSatisfy { $0.descriptor >= 3 })
                }
                _ = try? NotifySocket(environment)
                _ = environment.watchdogInterval(pid: 7)
                _ = environment.standardErrorIsJournal
                _ = environment.serviceDirectory("STATE_DIRECTORY")
            }
        )
    ]
}

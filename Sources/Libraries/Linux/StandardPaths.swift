/// Where a daemon without other orders has its socket, its state and its configuration; clients look there, too.
package struct StandardPaths: Hashable, Sendable {
    package let socket: String
    package let stateDirectory: String
    package let configuration: String

    /// The machine's daemon. The service manager's own directories count first (systemd.exec(5)).
    package static func system(_ environment: Environment) -> StandardPaths {
        StandardPaths(
            socket: (environment.serviceDirectory("RUNTIME_DIRECTORY") ?? "/run/postern") + "/postern.sock",
            stateDirectory: environment.serviceDirectory("STATE_DIRECTORY") ?? "/var/lib/postern",
            configuration: "/etc/postern/config.json")
    }

    /// A user's own daemon, by the XDG Base Directory Specification; nil where there is no home.
    package static func user(_ environment: Environment, uid: UInt32) -> StandardPaths? {
        guard let state = environment.baseDirectory("XDG_STATE_HOME", orHome: ".local/state"),
            let configuration = environment.baseDirectory("XDG_CONFIG_HOME", orHome: ".config")
        else { return nil }
        // There is no fallback to /tmp: anybody could be there first.
        let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/run/user/\(uid)"
        return StandardPaths(
            socket: (environment.serviceDirectory("RUNTIME_DIRECTORY") ?? "\(runtime)/postern") + "/postern.sock",
            stateDirectory: environment.serviceDirectory("STATE_DIRECTORY") ?? "\(state)/postern",
            configuration: "\(configuration)/postern/config.json")
    }

    /// Root and system accounts (uids below 1000, as Debian Policy 9.2.2 draws the line) run the machine's daemon.
    package static func isSystem(uid: UInt32) -> Bool { uid < 1_000 }
}

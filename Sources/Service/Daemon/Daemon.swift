internal import BrokerService
internal import Domain
package import Linux
internal import Logging
internal import Mail
internal import ServiceLifecycle
internal import UnixSignals

/// The program `posternd`: reads its orders, puts the parts together, and serves until it is told to stop.
package enum Daemon {
    package static let version = PosternVersion.text

    /// What `posternd --help` prints.
    package static var help: String {
        """
        posternd serves mail to the programs of this machine, on a Unix socket.

        \(CommandLineFlags.help)
          --version  which Postern this is

        Each of these can stand in the configuration file and in a POSTERN_ variable as well: see posternd(8).
        """
    }

    /// Runs to the end and returns what the process is to exit with.
    package static func run(arguments: [String], environment: Environment) async -> ExitStatus {
        do throws(StartFailure) {
            let flags = try starting { () throws(ConfigurationError) in try CommandLineFlags(parsing: arguments) }
            let configuration = try starting { () throws(ConfigurationError) in
                try Configuration.load(flags, environment)
            }
            return try await serve(configuration, environment)
        } catch {
            StandardError.write("posternd: \(error)\n")
            return error.status
        }
    }

    private static func serve(
        _ configuration: Configuration, _ environment: Environment
    ) async throws(StartFailure) -> ExitStatus {
        let log = logger(configuration, environment)
        try harden(configuration)
        let inherited = try starting { () throws(LinuxError) in
            try ListenerPlan(try InheritedSocket.adopt(environment))
        }
        Environment.forget(Environment.serviceManagerNames)
        for name in configuration.unknownVariables {
            log.error("a variable means nothing to Postern", metadata: ["variable": "\(name)"])
        }
        let assembly = try await Assembly(configuration, environment, inherited: inherited, log: log)
        let status = await run(assembly, log)
        await assembly.broker.finish()
        await assembly.backends.closeAll()
        log.notice("stopped")
        return status
    }

    /// Each service ends in its turn when SIGTERM or SIGINT comes: callers first, what they stand on later.
    private static func run(_ assembly: Assembly, _ log: Logger) async -> ExitStatus {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: assembly.services.map {
                    .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
                },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }))
        do {
            try await group.run()
            return .success
        } catch {
            log.error("the daemon cannot go on", metadata: ["reason": "\(error)"])
            return .unavailable
        }
    }

    private static func harden(_ configuration: Configuration) throws(StartFailure) {
        ProcessHardening.ignoreBrokenPipes()
        ProcessHardening.keepFilesPrivate()
        guard !configuration.isDumpable else { return }
        try starting { () throws(LinuxError) in try ProcessHardening.becomeUndumpable() }
    }

    private static func logger(_ configuration: Configuration, _ environment: Environment) -> Logger {
        let style: StandardErrorLog.Style = environment.standardErrorIsJournal ? .journal : .plain(SystemClock())
        return Logger(label: "posternd") { label in
            StandardErrorLog(label: label, level: configuration.logLevel.level, style: style)
        }
    }
}

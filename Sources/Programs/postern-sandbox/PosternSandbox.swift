internal import ArgumentParser
internal import Domain
internal import Linux
internal import SandboxDaemon

/// The program: all it does is in `SandboxDaemon`.
@main
struct PosternSandbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postern-sandbox",
        abstract: "A small fake Microsoft 365 in memory: Entra, Graph mail, IMAP and SMTP, on this machine.",
        discussion: """
            Prints one line of JSON with all addresses, people and apps when every port listens, and serves until SIGTERM.
            Ports: 0 takes any that is free.
            """,
        version: "postern-sandbox \(PosternVersion.text)")

    @OptionGroup var options: SandboxFlags

    @Flag(help: "Print all facts with their standard values, marks and sources, and end.")
    var listFacts = false

    @Flag(help: "Print the posternd configuration with the cloud sandbox for these ports and --tls-directory, and end.")
    var printConfig = false

    @Flag(help: "Print tenants, people with their passwords, and apps with their secrets, as JSON, and end.")
    var printDirectory = false

    func run() async throws {
        do throws(SandboxError) {
            if listFacts { return StandardOutput.write(FactTable.text()) }
            if printConfig { return StandardOutput.write(try SandboxDaemon.configuration(options.values) + "\n") }
            if printDirectory { return StandardOutput.write(try SandboxDaemon.directory(options.values) + "\n") }
            try await SandboxDaemon.run(options.values) { StandardOutput.write($0 + "\n") }
        } catch {
            StandardError.write("postern-sandbox: \(error)\n")
            throw ExitCode(error.status)
        }
    }
}

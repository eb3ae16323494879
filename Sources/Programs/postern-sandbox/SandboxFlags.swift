internal import ArgumentParser
internal import SandboxDaemon

/// The options of `postern-sandbox`. A number may have a sign, so that it is refused by its range.
struct SandboxFlags: ParsableArguments {
    @Option(parsing: .unconditional, help: "Port of HTTPS: Entra, Graph and the control endpoint.")
    var port = 8443

    @Option(parsing: .unconditional, help: "Port of the same in clear; none when absent.")
    var httpPort: Int?

    @Option(parsing: .unconditional, help: "Port of IMAP, in TLS from the first byte.")
    var imapPort = 8993

    @Option(parsing: .unconditional, help: "Port of SMTP, with STARTTLS.")
    var smtpPort = 8587

    @Option(
        parsing: .unconditional, help: "Port of a proxy that leads Microsoft's own host names here; none when absent.")
    var proxyPort: Int?

    @Option(help: "Address to listen on. Absent: this machine alone.")
    var listen: String?

    @Option(help: "Where the CA and certificates last. Absent: a temporary directory, removed at the end.")
    var tlsDirectory: String?

    @Option(help: "What everything random but secrets grows from.")
    var seed: UInt64 = 1

    @Option(parsing: .unconditional, help: "How many messages adele@contoso.example has, to 100000.")
    var messages = 300

    @Option(help: ArgumentHelp("Turn a fact round; see --list-facts.", valueName: "name=value"))
    var fact: [String] = []

    @Option(help: ArgumentHelp("Switch a fault on: its name, or the JSON of the control endpoint.", valueName: "fault"))
    var fault: [String] = []

    @Option(help: ArgumentHelp("App registrations to add, as JSON.", valueName: "file"))
    var registrations: String?

    var values: SandboxOptions {
        var options = SandboxOptions()
        (options.port, options.httpPort, options.proxyPort) = (port, httpPort, proxyPort)
        (options.imapPort, options.smtpPort) = (imapPort, smtpPort)
        (options.listen, options.tlsDirectory) = (listen, tlsDirectory)
        (options.seed, options.messages) = (seed, messages)
        (options.facts, options.faults, options.registrations) = (fact, fault, registrations)
        return options
    }
}

internal import JSON
internal import Tenant
internal import UnixSignals

/// The program `postern-sandbox`: starts a sandbox, says where it is, and serves until it is told to stop.
package enum SandboxDaemon {
    /// Returns after SIGTERM or SIGINT.
    ///
    /// - Parameter announce: given one line of JSON as soon as every port listens.
    package static func run(
        _ options: SandboxOptions, announce: (String) -> Void
    ) async throws(SandboxError) {
        // Trapped before anything starts, so that what began is always taken down again.
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let running = try await RunningSandbox.start(options)
        announce(try text(running.ready))
        await withTaskGroup { group in
            group.addTask { await running.serve() }
            for await _ in signals { break }
            await running.stop()
        }
    }

    /// The directory as a sandbox of these options has it, as JSON.
    package static func directory(_ options: SandboxOptions) throws(SandboxError) -> String {
        try options.check()
        let sandbox = Seeder.sandbox(SeedPlan(seed: options.seed, messages: 0, facts: try options.factSheet()))
        try options.addRegistrations(to: sandbox.directory)
        return try text(.object(DirectoryListing.json(sandbox.directory)))
    }

    /// The configuration of a `posternd` for a sandbox that runs, or will, with these options. Makes its CA if there is none.
    package static func configuration(_ options: SandboxOptions) throws(SandboxError) -> String {
        try options.check()
        let ports = [("--port", options.port), ("--imap-port", options.imapPort), ("--smtp-port", options.smtpPort)]
        for (name, port) in ports where port == 0 {
            throw .option(
                name, "--print-config needs a fixed port; the ready line has the configuration of a running one")
        }
        guard let path = options.tlsDirectory else {
            throw .option("--tls-directory", "--print-config needs one, where the CA lasts")
        }
        let directory = try TLSDirectory(path)
        _ = try directory.material(hosts: options.hosts)
        return try text(
            PosterndConfiguration.json(
                Addresses(
                    host: options.host, port: options.port, imapPort: options.imapPort, smtpPort: options.smtpPort,
                    authorityFile: directory.authorityFile)))
    }

    private static func text(_ json: JSONValue) throws(SandboxError) -> String {
        do throws(JSONError) { return try JSONWriter.text(json) } catch { throw .software("\(error)") }
    }
}

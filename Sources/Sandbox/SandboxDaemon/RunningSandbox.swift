internal import Doorway
internal import Entra
internal import GraphDoor
package import JSON
package import Tenant

/// A sandbox with all its doors open.
package final class RunningSandbox: Sendable {
    package let sandbox: Sandbox
    package let addresses: Addresses
    private let doors: OpenDoors
    private let directory: TLSDirectory

    /// Makes the tenant and listens on every port; mail clients are served once `serve` runs.
    package static func start(_ options: SandboxOptions) async throws(SandboxError) -> RunningSandbox {
        try options.check()
        let facts = try options.factSheet()
        let faults = try options.faultList()
        let directory = try TLSDirectory(options.tlsDirectory)
        do throws(SandboxError) {
            // Keys take about as long as the mail does: both at once.
            async let keys = Keys.make(directory, hosts: options.hosts)
            let sandbox = Seeder.sandbox(SeedPlan(seed: options.seed, messages: options.messages, facts: facts))
            try options.addRegistrations(to: sandbox.directory)
            for fault in faults { sandbox.faults.set(fault) }
            return try await RunningSandbox(options, sandbox, keys.get(), directory)
        } catch {
            directory.remove()
            throw error
        }
    }

    private init(
        _ options: SandboxOptions, _ sandbox: Sandbox, _ keys: Keys, _ directory: TLSDirectory
    ) async throws(SandboxError) {
        let announcement = Announcement()
        var doors = OpenDoors()
        do throws(SandboxError) {
            addresses = try await doors.open(
                options, sandbox, Self.router(sandbox, keys, announcement), keys.material,
                authorityFile: directory.authorityFile)
        } catch {
            await doors.stop()
            throw error
        }
        (self.sandbox, self.doors, self.directory) = (sandbox, doors, directory)
        announcement.set(addresses)
    }

    /// The line on standard output.
    package var ready: JSONValue { ReadyLine.json(sandbox, addresses) }

    /// Serves until `stop`.
    package func serve() async { await doors.serve() }

    package func stop() async {
        await doors.stop()
        directory.remove()
    }

    private static func router(
        _ sandbox: Sandbox, _ keys: Keys, _ announcement: Announcement
    ) -> WebRouter {
        let entra = EntraDoor(sandbox: sandbox, signingKey: keys.signing)
        let graph = GraphDoor(sandbox: sandbox)
        let control = ControlDoor(
            sandbox: sandbox,
            description: { announcement.addresses.map { ReadyLine.json(sandbox, $0) } ?? ["ready": false] },
            signOut: { entra.revokeRefreshTokens(of: $0) },
            tellSubscriber: { await graph.tellSubscriber(of: $0, $1) })
        return WebRouter(
            [("/sandbox", control), ("/v1.0", graph), ("/beta", graph), ("/api/v2.0", graph)], otherwise: entra)
    }
}

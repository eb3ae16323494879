internal import Doorway
internal import MailDoors
internal import Tenant

/// The ports of one sandbox that are taken so far, each with who serves it.
struct OpenDoors: Sendable {
    private struct Lines: Sendable {
        var server: LineServer
        var serve: @Sendable (LineConnection) async -> Void
    }

    private var web: WebServer?
    private var lines: [Lines] = []
    private var proxy: ConnectProxy?

    /// Takes all ports, or throws and leaves what it took to `stop`. HTTP is served at once, the others by `serve`.
    mutating func open(
        _ options: SandboxOptions, _ sandbox: Sandbox, _ handler: any WebHandler, _ material: TLSMaterial,
        authorityFile: String
    ) async throws(SandboxError) -> Addresses {
        do {
            let imapDoor = IMAPDoor(sandbox: sandbox)
            let smtpDoor = SMTPDoor(sandbox: sandbox)
            let imapPort = try await listen(
                options.imapPort, options.listen, .implicit(material.serverContext()), imapDoor.serve)
            let smtpPort = try await listen(
                options.smtpPort, options.listen, .onRequest(material.serverContext()), smtpDoor.serve)
            let ports = try await serveWeb(options, sandbox, handler, material)
            var addresses = Addresses(
                host: options.host, port: ports[0], imapPort: imapPort, smtpPort: smtpPort, authorityFile: authorityFile
            )
            addresses.httpPort = ports.count > 1 ? ports[1] : nil
            if let port = options.proxyPort {
                proxy = try await ConnectProxy.bind(
                    address: options.listen, port: port,
                    routes: ProxyRoutes(web: ports[0], imap: imapPort, smtp: smtpPort))
                addresses.proxyPort = proxy?.port
            }
            return addresses
        } catch let error as PortError {
            throw .unavailable("\(error)")
        } catch let error as TLSError {
            throw .cannotCreate("\(error)")
        } catch {
            throw .software("\(error)")
        }
    }

    /// Serves the protocols of lines until `stop`.
    func serve() async {
        await withDiscardingTaskGroup { group in
            for lines in lines { group.addTask { await lines.server.run(lines.serve) } }
        }
    }

    /// Takes no more clients, and lets go of those that are there.
    func stop() async {
        for lines in lines { lines.server.stop() }
        await proxy?.stop()
        await web?.stop()
    }

    private mutating func listen(
        _ port: Int, _ address: String?, _ security: LineSecurity,
        _ serve: @escaping @Sendable (LineConnection) async -> Void
    ) async throws(PortError) -> Int {
        let server = try await LineServer.bind(address: address, port: port, security: security)
        lines.append(Lines(server: server, serve: serve))
        return server.port
    }

    private mutating func serveWeb(
        _ options: SandboxOptions, _ sandbox: Sandbox, _ handler: any WebHandler, _ material: TLSMaterial
    ) async throws -> [Int] {
        let protocols = sandbox.facts[Facts.httpVersion2] ? ["h2", "http/1.1"] : ["http/1.1"]
        let tls = try material.serverContext(protocols: protocols)
        var endpoints = [WebServer.Endpoint(address: options.listen, port: options.port, tls: tls)]
        if let port = options.httpPort { endpoints.append(.init(address: options.listen, port: port, tls: nil)) }
        let server = try await WebServer(on: endpoints, handler: handler, clock: sandbox.clock)
        web = server
        return server.ports
    }
}

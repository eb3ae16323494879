internal import Doorway
internal import JSON
internal import Linux
internal import Tenant
internal import Transport

extension SandboxOptions {
    /// No file of registrations is longer, in bytes.
    private static let registrationsLimit = 4 * 1024 * 1024

    func factSheet() throws(SandboxError) -> FactSheet {
        var sheet = FactSheet()
        for text in facts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw .option("--fact", "\(text) must be name=value") }
            do throws(FactError) { try sheet.set(String(parts[0]), to: String(parts[1])) } catch {
                throw .option("--fact", "\(error)")
            }
        }
        return sheet
    }

    func faultList() throws(SandboxError) -> [Fault] {
        var list: [Fault] = []
        for text in faults {
            do throws(ControlError) { list.append(try FaultReading.fault(commandLine: text)) } catch {
                throw .option("--fault", "\(error)")
            }
        }
        return list
    }

    /// What the certificate has to name beside this machine: Microsoft's hosts for clients of the proxy, and the address.
    var hosts: [String] {
        MicrosoftHosts.all.sorted() + (host == "localhost" ? [] : [host])
    }

    /// How clients call this machine.
    var host: String {
        // Every address has localhost among them.
        guard let listen, !["0.0.0.0", "::", "127.0.0.1", "::1"].contains(listen) else { return "localhost" }
        return listen
    }

    /// What can be judged without starting anything.
    func check() throws(SandboxError) {
        let ports = [
            ("--port", port), ("--http-port", httpPort ?? 0), ("--imap-port", imapPort), ("--smtp-port", smtpPort),
            ("--proxy-port", proxyPort ?? 0),
        ]
        for (name, port) in ports where !(0...65_535).contains(port) {
            throw .option(name, "a port is a number from 0 to 65535")
        }
        if let listen, IPAddress(listen) == nil { throw .option("--listen", "must be an IP address") }
        guard (0...SeedPlan.mostMessages).contains(messages) else {
            throw .option("--messages", "must be from 0 to \(SeedPlan.mostMessages)")
        }
    }

    /// Adds the apps of `--registrations`: an array of what `POST /sandbox/registrations` takes, or one such object.
    func addRegistrations(to directory: Tenant.Directory) throws(SandboxError) {
        guard let path = registrations else { return }
        let text: [UInt8]
        do throws(LinuxError) {
            text = try PrivateFile.read(
                path, modeAtMost: 0o7777, limit: Self.registrationsLimit, followingLinks: true)
        } catch {
            throw .input("\(error)")
        }
        let json: JSONValue
        do throws(JSONError) { json = try JSONValue(parsing: text) } catch {
            throw .data("\(path) is no JSON: \(error)")
        }
        for (index, element) in (json.arrayValue ?? [json]).enumerated() {
            do throws(ControlError) {
                var members = try Members(element)
                let registration = try RegistrationReading(directory: directory).new(&members)
                try members.finish()
                guard directory.add(registration) else { throw .invalid("clientId", "one that no app has yet") }
            } catch {
                throw .data("\(path), app \(index + 1): \(error)")
            }
        }
    }
}

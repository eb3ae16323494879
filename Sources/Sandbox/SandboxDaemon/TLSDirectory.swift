internal import Doorway
internal import FoundationEssentials
internal import Linux
internal import Tenant

/// Where the certificates of one run lie.
struct TLSDirectory: Sendable {
    let path: String
    private let isTemporary: Bool

    /// - Parameter path: nil for one of our own in `$TMPDIR`, until `remove`.
    init(_ path: String?) throws(SandboxError) {
        let base = Environment.current()["TMPDIR"] ?? "/tmp"
        // Absolute, since the ready line names files in it to programs that are elsewhere.
        let given = path.map { $0.hasPrefix("/") ? $0 : "\(FileManager.default.currentDirectoryPath)/\($0)" }
        self.path = given ?? "\(base)/postern-sandbox-\(GUID.random())"
        isTemporary = path == nil
        do throws(LinuxError) { try Linux.Directory.ensure(self.path, mode: 0o700) } catch {
            throw .cannotCreate("\(error)")
        }
    }

    /// What clients have to be told to trust.
    var authorityFile: String { "\(path)/ca.pem" }

    /// - Parameter hosts: names beside those of this machine.
    func material(hosts: [String]) throws(SandboxError) -> TLSMaterial {
        do throws(TLSError) { return try TLSMaterial(directory: path, hosts: hosts) } catch {
            throw .cannotCreate("\(error)")
        }
    }

    /// Takes a temporary one away; what cannot be removed is left to whoever cleans `/tmp`.
    func remove() {
        if isTemporary { try? FileManager.default.removeItem(atPath: path) }
    }
}

internal import Broker
package import Domain
internal import Linux
package import OAuth

/// Assertions in files, by the names that the configuration gives them. A file is read at each use, and whoever may only replace
/// a link to it (Kubernetes does) may do so.
package struct AssertionFiles: AssertionSource {
    private let paths: [String: String]

    package init(paths: [String: String]) { self.paths = paths }

    package var names: [String] { Array(paths.keys) }

    package func contents(of name: String) async throws(AssertionFault) -> Secret<[UInt8]> {
        guard let path = paths[name] else { throw AssertionFault("the configuration names no such file") }
        do throws(LinuxError) {
            return Secret(
                try PrivateFile.read(path, modeAtMost: 0o644, limit: FederatedAssertion.longest, followingLinks: true))
        } catch {
            throw AssertionFault(error.reason)
        }
    }
}

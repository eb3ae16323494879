package import Foundation

/// A directory of a test's own, of mode 0700; it goes when the last reference goes.
package final class TemporaryDirectory: Sendable {
    package let path: String

    package init() throws {
        path = FileManager.default.temporaryDirectory.path + "/postern-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of what is called so inside.
    package func file(_ name: String) -> String { path + "/" + name }

    /// Makes a file and returns its path.
    package func file(_ name: String, mode: Int, contents: String = "secret") throws -> String {
        try Data(contents.utf8).write(to: URL(fileURLWithPath: file(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file(name))
        return file(name)
    }

    package func contents(_ name: String) -> Data? { FileManager.default.contents(atPath: file(name)) }

    /// The permission bits of a path.
    package func mode(_ path: String) throws -> Int {
        let value = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        return (value as? NSNumber)?.intValue ?? -1
    }

    package func mode(of name: String) throws -> Int { try mode(file(name)) }
}

internal import Glibc

/// Files whose contents are trusted or secret: keys, configuration.
package enum PrivateFile {
    /// Reads a regular file that root or we own and that has no permission bit beyond `modeAtMost` (as in chmod(2)).
    ///
    /// Checked on the open file, so nothing can be exchanged between check and use. A symbolic link at the end of the
    /// path is followed only on request. `limit` is in bytes.
    package static func read(
        _ path: String, modeAtMost: UInt32, limit: Int, followingLinks: Bool = false
    ) throws(LinuxError) -> [UInt8] {
        let file = try FileDescriptor(opening: path, O_RDONLY, followingLinks: followingLinks)
        let status = try file.status()
        guard status.kind == .regular else { throw .notARegularFile(path: path) }
        try status.checkOwner(path)
        try status.checkMode(path, atMost: modeAtMost)
        return try file.readAll(limit: limit)
    }

    /// Makes a new file with exactly this mode; it is on the disk when this returns. Fails where one exists, and leaves
    /// none behind when it cannot be written whole.
    package static func create(_ path: String, mode: UInt32, contents: [UInt8]) throws(LinuxError) {
        let file = try FileDescriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL, mode: mode & 0o600)
        do throws(LinuxError) {
            try file.setMode(mode)
            try file.write(contents)
            try file.synchronize()
            try FileDescriptor(opening: Directory.parent(of: path), O_RDONLY | O_DIRECTORY).synchronize()
        } catch {
            _ = unsafe unlink(path)
            throw error
        }
    }

    package static func exists(_ path: String) throws(LinuxError) -> Bool {
        try FileStatus.of(path) != nil
    }
}

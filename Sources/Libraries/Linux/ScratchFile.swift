internal import Glibc

/// A file without a name: nobody can open it by a path, and it goes with the last reference, however the process ends.
///
/// Reads and writes name their place, so that many may read at once.
package final class ScratchFile: Sendable {
    private let file: FileDescriptor

    /// Makes it in `directory`, under a name that `name` gives and that is removed at once.
    package init(in directory: String, name: String) throws(LinuxError) {
        let path = directory + "/" + name
        file = try FileDescriptor(opening: path, O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
        guard unsafe unlink(path) == 0 else { throw .current("remove", path) }
    }

    package func write(_ bytes: [UInt8], at offset: Int) throws(LinuxError) { try file.write(bytes, at: offset) }

    /// Up to `count` bytes; fewer at the end of the file.
    package func read(_ count: Int, at offset: Int) throws(LinuxError) -> [UInt8] { try file.read(count, at: offset) }
}

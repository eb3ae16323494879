internal import Glibc

/// A file of our own whose bytes are read and written by their place, also by many at once.
package final class PlacedFile: Sendable {
    private let file: FileDescriptor

    /// Opens a file that is there, to be read.
    package init(reading path: String) throws(LinuxError) { file = try FileDescriptor(opening: path, O_RDONLY) }

    /// Opens a file to be read and written. One that is missing is made with mode 0600, and its name is on the disk when
    /// this returns.
    package init(writing path: String) throws(LinuxError) {
        if try FileStatus.of(path) != nil {
            file = try FileDescriptor(opening: path, O_RDWR)
        } else {
            file = try FileDescriptor(opening: path, O_RDWR | O_CREAT, mode: 0o600)
            do throws(LinuxError) {
                try Directory.synchronize(Directory.parent(of: path))
            } catch {
                unsafe unlink(path)  // so that whoever tries again makes it again, and waits for its name again
                throw error
            }
        }
    }

    package func write(_ bytes: [UInt8], at offset: Int) throws(LinuxError) { try file.write(bytes, at: offset) }

    /// Up to `count` bytes; fewer at the end of the file.
    package func read(_ count: Int, at offset: Int) throws(LinuxError) -> [UInt8] { try file.read(count, at: offset) }

    /// Returns when what was written is on the disk.
    package func synchronize() throws(LinuxError) { try file.synchronize() }

    /// In bytes.
    package func size() throws(LinuxError) -> Int { try file.status().size }

    /// Forgets what stands behind the first `size` bytes.
    package func cut(to size: Int) throws(LinuxError) {
        guard ftruncate(file.raw, size) == 0 else { throw .current("shorten", file.path) }
    }
}

extension LinuxError {
    /// Whether there was nothing of that name.
    package var isAbsence: Bool {
        if case .failed(_, _, ENOENT) = self { true } else { false }
    }
}

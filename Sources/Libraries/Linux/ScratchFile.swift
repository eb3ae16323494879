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

    package func write(_ bytes: [UInt8], at offset: Int) throws(LinuxError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes {
                unsafe pwrite(file.raw, $0.baseAddress, $0.count, offset + written)
            }
            if count > 0 { written += count } else if errno != EINTR { throw .current("write", file.path) }
        }
    }

    /// Up to `count` bytes; fewer at the end of the file.
    package func read(_ count: Int, at offset: Int) throws(LinuxError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, count))
        var filled = 0
        while filled < bytes.count {
            let count = unsafe bytes[filled...].withUnsafeMutableBytes {
                unsafe pread(file.raw, $0.baseAddress, $0.count, offset + filled)
            }
            if count == 0 { break }
            if count > 0 { filled += count } else if errno != EINTR { throw .current("read", file.path) }
        }
        return Array(bytes.prefix(filled))
    }
}

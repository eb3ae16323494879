internal import CLinux
internal import Glibc

/// Keeps a second process out for as long as this value lives (flock(2)).
///
/// The file stays when the lock goes: removing it would let two processes hold two locks of the same name.
package final class FileLock: Sendable {
    private let file: FileDescriptor

    /// Takes the lock or throws `locked` at once.
    package init(_ path: String) throws(LinuxError) {
        file = try FileDescriptor(opening: path, O_RDWR | O_CREAT, mode: 0o600)
        guard clinux_lock(file.raw) == 0 else {
            throw errno == EWOULDBLOCK ? .locked(path: path) : .current("lock", path)
        }
    }
}

internal import CLinux
internal import Glibc

/// What the process forbids itself at start.
package enum ProcessHardening {
    /// No ptrace by another process of the same user, no core dump. Whoever debugs the daemon leaves it out.
    package static func becomeUndumpable() throws(LinuxError) {
        guard clinux_set_undumpable() == 0 else { throw .current("harden", "the process") }
        guard clinux_forbid_core() == 0 else { throw .current("forbid core files of", "the process") }
    }

    package static var isDumpable: Bool { clinux_is_dumpable() != 0 }

    /// A write to a connection that is gone is an error of that connection, not the end of the process.
    package static func ignoreBrokenPipes() { clinux_ignore_broken_pipe() }

    /// New files are nobody else's unless a mode is set for them. Process-wide: only at start.
    package static func keepFilesPrivate() { _ = umask(0o077) }
}

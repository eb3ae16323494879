internal import Glibc

extension PrivateFile {
    /// Puts a new file in the place of what `path` names, if anything: nobody sees half of it, and it is on the disk when this
    /// returns. A symbolic link is replaced, not followed.
    package static func replace(_ path: String, mode: UInt32, contents: [UInt8]) throws(LinuxError) {
        let draft = path + ".new"
        guard unsafe unlink(draft) == 0 || errno == ENOENT else { throw .current("remove", draft) }
        try create(draft, mode: mode, contents: contents)
        guard unsafe rename(draft, path) == 0 else { throw .current("replace", path) }
        try FileDescriptor(opening: Directory.parent(of: path), O_RDONLY | O_DIRECTORY).synchronize()
    }
}

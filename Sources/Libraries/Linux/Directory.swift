internal import Glibc

/// Directories that hold state and sockets.
package enum Directory {
    /// Makes sure that there is a directory which root or we own and whose mode has no bit beyond `mode`.
    ///
    /// One that is missing is made with exactly this mode; missing parents with 0750, since a socket may come to lie there.
    /// What is made gets `group`, or else our own. One that is there is checked and left as it is.
    package static func ensure(_ path: String, mode: UInt32, group: UInt32? = nil) throws(LinuxError) {
        if try FileStatus.of(path) == nil {
            try makeParents(of: path, group: group)
            try make(path, mode: mode, group: group)
        }
        // A symbolic link is followed here: /run and /var/lib may hold them (DynamicUser=), and owner and mode are checked.
        let status = try status(of: path)
        try status.checkOwner(path)
        try status.checkMode(path, atMost: mode | 0o7000)
    }

    /// Makes sure that nobody but root and us could put something else in the place of what `path` names.
    package static func checkNobodyElseWrites(_ path: String) throws(LinuxError) {
        let status = try status(of: path)
        try status.checkOwner(path)
        try status.checkMode(path, atMost: 0o7755)
    }

    /// Returns when the names in it are on the disk.
    package static func synchronize(_ path: String) throws(LinuxError) {
        try FileDescriptor(opening: path, O_RDONLY | O_DIRECTORY).synchronize()
    }

    /// Everything before the last `/`.
    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func status(of path: String) throws(LinuxError) -> FileStatus {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw .current("examine", path) }
        guard FileStatus(status).kind == .directory else { throw .notADirectory(path: path) }
        return FileStatus(status)
    }

    private static func makeParents(of path: String, group: UInt32?) throws(LinuxError) {
        let parent = parent(of: path)
        guard parent != path, try FileStatus.of(parent) == nil else { return }
        try makeParents(of: parent, group: group)
        try make(parent, mode: 0o750, group: group)
    }

    /// Never wider than `mode`, not even for a moment: the umask can only narrow what mkdir(2) is given.
    private static func make(_ path: String, mode: UInt32, group: UInt32?) throws(LinuxError) {
        guard unsafe mkdir(path, mode) == 0 else {
            if errno == EEXIST { return }
            throw .current("make the directory", path)
        }
        try FileDescriptor(opening: path, O_RDONLY | O_DIRECTORY).setMode(mode)
        if let group, unsafe chown(path, uid_t.max, group) != 0 { throw .current("give the group", path) }
    }
}

/// Who is at the other end of a Unix socket, as the kernel knows it from the moment of connecting.
///
/// Only uid and groups decide anything; the pid is for the log, since pids are used again.
package struct Peer: Hashable, Sendable {
    package let uid: UInt32
    package let gid: UInt32
    /// Supplementary groups.
    package let groups: [UInt32]
    package let pid: Int32

    package init(uid: UInt32, gid: UInt32, groups: [UInt32], pid: Int32) {
        self.uid = uid
        self.gid = gid
        self.groups = groups
        self.pid = pid
    }
}

internal import CLinux
internal import Glibc

extension Peer {
    /// Asks the kernel: `SO_PEERCRED` and `SO_PEERGROUPS` (unix(7), socket(7)).
    package init(ofConnected descriptor: Int32) throws(LinuxError) {
        var credentials = clinux_credentials()
        guard unsafe clinux_peer_credentials(descriptor, &credentials) == 0 else {
            throw .current("identify", "the peer")
        }
        self.init(
            uid: credentials.uid, gid: credentials.gid, groups: try Self.groups(of: descriptor), pid: credentials.pid)
    }

    /// NGROUPS_MAX is 65,536: the first guess holds nearly always, and the kernel says how many there are if not.
    private static func groups(of descriptor: Int32) throws(LinuxError) -> [UInt32] {
        var groups = [UInt32](repeating: 0, count: 64)
        for _ in 0..<2 {
            var count = groups.count
            let result = unsafe groups.withUnsafeMutableBufferPointer {
                unsafe clinux_peer_groups(descriptor, $0.baseAddress, &count)
            }
            if result == 0 { return Array(groups.prefix(count)) }
            guard errno == ERANGE, count > groups.count else { break }
            groups = [UInt32](repeating: 0, count: count)
        }
        throw .current("identify the groups of", "the peer")
    }
}

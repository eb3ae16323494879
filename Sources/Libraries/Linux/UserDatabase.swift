internal import Glibc

/// Names of users and groups. A name of digits only is the id itself, for containers that know no names.
package enum UserDatabase {
    package static var ownID: UInt32 { geteuid() }

    package static func uid(of name: String) throws(LinuxError) -> UInt32 {
        if let id = number(name) { return id }
        var record = unsafe passwd()
        let found: UInt32? = unsafe lookUp { buffer, count in
            var result: UnsafeMutablePointer<passwd>?
            let code = unsafe getpwnam_r(name, &record, buffer, count, &result)
            return (code, unsafe result.map { unsafe $0.pointee.pw_uid })
        }
        guard let found else { throw .unknownUser(name) }
        return found
    }

    package static func gid(of name: String) throws(LinuxError) -> UInt32 {
        if let id = number(name) { return id }
        var record = unsafe group()
        let found: UInt32? = unsafe lookUp { buffer, count in
            var result: UnsafeMutablePointer<group>?
            let code = unsafe getgrnam_r(name, &record, buffer, count, &result)
            return (code, unsafe result.map { unsafe $0.pointee.gr_gid })
        }
        guard let found else { throw .unknownGroup(name) }
        return found
    }

    /// Tries with more room while the record does not fit; a group may have many members.
    private static func lookUp(_ body: (UnsafeMutablePointer<CChar>, Int) -> (Int32, UInt32?)) -> UInt32? {
        var size = 4_096
        while size <= 1 << 22 {
            let (code, id) = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { buffer in
                guard let base = buffer.baseAddress else { return (ENOMEM, UInt32?.none) }
                return unsafe body(base, size)
            }
            guard code == ERANGE else { return code == 0 ? id : nil }
            size *= 4
        }
        return nil
    }

    private static func number(_ name: String) -> UInt32? {
        !name.isEmpty && name.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt32(name) : nil
    }
}

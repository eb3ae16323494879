/// What `LISTEN_PID`, `LISTEN_FDS` and `LISTEN_FDNAMES` say (sd_listen_fds(3)): which descriptors were passed, and how
/// they are called.
package struct ListenFDs: Sendable {
    /// The first passed descriptor (SD_LISTEN_FDS_START).
    private static let start: Int32 = 3
    /// More is a mistake: Postern knows three names.
    private static let maximum = 16

    package let entries: [(descriptor: Int32, name: String)]

    /// Nothing for us where `LISTEN_PID` is absent or another's; `badInheritance` where the values contradict themselves.
    package init(_ environment: Environment, pid: Int32) throws(LinuxError) {
        guard let owner = environment["LISTEN_PID"] else {
            entries = []
            return
        }
        guard let owner = Self.number(owner) else { throw .badInheritance("LISTEN_PID is not a number") }
        guard owner == Int(pid), let text = environment["LISTEN_FDS"] else {
            entries = []
            return
        }
        guard let count = Self.number(text), count <= Self.maximum else {
            throw .badInheritance("LISTEN_FDS is not a number from 0 to \(Self.maximum)")
        }
        // Without names every descriptor is called `unknown`, as sd_listen_fds_with_names(3) has it.
        var names = [String](repeating: "unknown", count: count)
        if let given = environment["LISTEN_FDNAMES"] {
            names = given.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard names.count == count else {
                throw .badInheritance("LISTEN_FDNAMES has \(names.count) names for \(count) descriptors")
            }
        }
        entries = names.enumerated().map { (Self.start + Int32($0.offset), $0.element) }
    }

    private static func number(_ text: String) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}

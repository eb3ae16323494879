/// What the process ends with; the numbers are those of sysexits(3).
package enum ExitStatus: Int32, Sendable {
    case success = 0
    /// Wrong call.
    case usage = 64
    /// A database that this program must not touch, or that is damaged.
    case data = 65
    /// What the daemon stands on is missing: no suitable libcurl, no socket.
    case unavailable = 69
    /// A defect of ours.
    case software = 70
    case input = 74
    /// Another daemon is at work here: trying again later may help.
    case temporary = 75
    /// Owners or modes are not what they have to be.
    case noPermission = 77
    case configuration = 78
}

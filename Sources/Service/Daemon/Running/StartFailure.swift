/// Why the daemon cannot serve anybody. Whatever can be served without is no such reason: a vault that cannot be opened
/// is told in `getHealth`, since a unit that exits again and again loses its socket.
package struct StartFailure: Error, CustomStringConvertible {
    package let status: ExitStatus
    /// For the operator.
    package let description: String

    init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }
}

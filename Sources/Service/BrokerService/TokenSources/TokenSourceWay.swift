internal import Linux

/// How a token source of the configuration is asked.
package enum TokenSourceWay: Hashable, Sendable {
    /// How many words a command may have, the program among them.
    package static let maximumWords = ChildProgram.maximumStrings

    /// By running a program: its absolute path and its arguments.
    case command([String], timeout: Duration)
    /// By a POST to this URL, with the contents of a file as bearer token where one is named.
    case address(String, bearerFile: String?, timeout: Duration)
}

/// How a token source of the configuration is asked.
package enum TokenSourceWay: Hashable, Sendable {
    /// By running a program: its absolute path and its arguments.
    case command([String], timeout: Duration)
    /// By a POST to this URL, with the contents of a file as bearer token where one is named.
    case address(String, bearerFile: String?, timeout: Duration)
}

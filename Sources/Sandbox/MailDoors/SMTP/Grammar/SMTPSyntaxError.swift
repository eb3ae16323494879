/// What is wrong with a command line.
package enum SMTPSyntaxError: Error, Hashable {
    case unknownCommand
    case badArguments
    /// The address of MAIL or RCPT cannot be read.
    case badAddress
    /// A parameter that no extension of ours defines (RFC 5321, section 4.1.1.11).
    case unknownParameter(String)
    /// It has bytes that no command may have: a lone CR or LF, a NUL, or broken UTF-8.
    case badBytes
}

internal import ArgumentParser
internal import Linux

/// Ends the program with a status of ours and one line on standard error.
enum Exit {
    static func because(_ status: ExitStatus, _ reason: String) -> ExitCode {
        StandardError.write("postern: \(reason)\n")
        return ExitCode(status.rawValue)
    }
}

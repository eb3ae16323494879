internal import ArgumentParser
internal import JSON

/// Asks whether the daemon answers.
struct PingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping", abstract: "Exits with 0 when the daemon answers, with 69 when nobody does.")

    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        _ = try connection.call("ping", [:])
        print("pong")
    }
}

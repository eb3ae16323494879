internal import ArgumentParser
internal import Domain

/// The command line client: `postern call METHOD [JSON]`, `postern login APP`, `postern ping`.
@main
struct Postern: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postern", abstract: "Talks to the Postern daemon on this machine.",
        version: "postern \(PosternVersion.text)", subcommands: [CallCommand.self, LoginCommand.self, PingCommand.self])
}

internal import Daemon
internal import Glibc
internal import Linux

/// The daemon. All it does is in `Daemon`; here it only gets its arguments and gives back its exit status.
@main
struct Posternd {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.contains("--help") || arguments.contains("-h") { return print(Daemon.help) }
        if arguments.contains("--version") { return print("posternd \(Daemon.version)") }
        exit(await Daemon.run(arguments: arguments, environment: .current()).rawValue)
    }
}

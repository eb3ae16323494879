internal import ArgumentParser
internal import JSON
internal import Linux

/// Signs a user in who has a browser somewhere else.
struct LoginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Signs a user in by a short code, entered in any browser, and prints the account.",
        discussion: """
            What to open and which code to enter there goes to standard error. The program waits for as long as the \
            provider lets the user take. If it is ended before, the sign-in goes on without it.
            """)

    @Argument(help: "The id of the app to sign in with; `postern call listApps` tells it.")
    var app: String

    @Option(help: "The id of the account to authorise anew.")
    var account: String?

    @Option(help: "The address of whoever is to sign in; anybody else is refused.")
    var expectedEmail: String?

    @Option(help: "A shared mailbox to be opened by the sign-in.")
    var mailbox: String?

    @OptionGroup var connection: ConnectionOptions

    /// For how long the daemon is asked at a time, in milliseconds; after that it is asked again. Its answer comes before
    /// we give up on it.
    private var round: Int64 { Int64(max(1, min(60, connection.timeout / 2))) * 1_000 }

    func run() throws {
        let invitation = try connection.call("startDeviceLogin", .object(params))
        StandardError.write(Self.words(invitation) + "\n")
        guard let login = invitation["login"] else { throw Exit.because(.software, "the daemon gave no login") }
        print(try JSONWriter.text(outcome(of: login)))
    }

    private var params: [String: JSONValue] {
        ["app": app, "account": account, "expectedEmail": expectedEmail, "mailbox": mailbox].compactMapValues {
            $0.map { .string($0) }
        }
    }

    /// The provider's own sentence, else one of ours; without what a terminal would obey.
    private static func words(_ invitation: JSONValue) -> String {
        let address = invitation["verificationURI"]?.stringValue ?? ""
        let own = "Open \(address) and enter the code \(invitation["userCode"]?.stringValue ?? "")."
        let words = invitation["message"]?.stringValue ?? own
        return String(
            String.UnicodeScalarView(words.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    /// Asks until the sign-in has ended: the daemon knows how long it may take.
    private func outcome(of login: JSONValue) throws -> JSONValue {
        let params: JSONValue = ["login": login, "timeoutMs": .integer(round)]
        while true {
            let answer: Answer
            do {
                answer = try connection.answer("awaitDeviceLogin", params)
            } catch {
                StandardError.write(
                    "The sign-in goes on without this program. To wait again:\n"
                        + "postern call awaitDeviceLogin '\(try JSONWriter.text(params))'\n")
                throw error
            }
            if answer.kind != "timeout" { return try answer.result() }
        }
    }
}

internal import ArgumentParser
internal import JSON

/// Calls one method and prints its result as one line of JSON.
struct CallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Calls a method and prints its result as one line of JSON.",
        discussion: """
            The parameters are a JSON object; a single hyphen reads it from standard input, so that secrets need not stand \
            in the process list. An error goes to standard error as `postern: KIND: MESSAGE (HINT)`, and its kind \
            decides the exit status (postern(1)).
            """)

    @Argument(help: "Such as listMessages; `postern call rpc.discover` lists them.")
    var method: String

    @Argument(help: "A JSON object, or - for standard input.")
    var params: String = "{}"

    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        let text = params == "-" ? StandardInput.read() : Array(params.utf8)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: text)
        } catch {
            throw Exit.because(.usage, "the parameters are not JSON: \(error)")
        }
        print(try JSONWriter.text(connection.call(method, value)))
    }
}

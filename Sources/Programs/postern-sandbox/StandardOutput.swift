internal import Glibc

/// The process's standard output, with nothing kept back: whoever started the sandbox waits for its line.
enum StandardOutput {
    static func write(_ text: String) {
        print(text, terminator: "")
        fflush(nil)
    }
}

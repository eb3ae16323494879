/// The whole of standard input.
enum StandardInput {
    static func read() -> [UInt8] {
        var text = ""
        while let line = readLine(strippingNewline: false) { text += line }
        return Array(text.utf8)
    }
}

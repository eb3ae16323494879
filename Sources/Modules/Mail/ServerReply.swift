/// What a server answered (RFC 5321, section 4.2): code, enhanced code (RFC 3463) where it gave one, and its words.
package struct ServerReply: Sendable, Hashable, Codable {
    package var code: Int
    package var enhancedCode: String?
    package var text: String

    package init(code: Int, enhancedCode: String? = nil, text: String) {
        self.code = code
        self.enhancedCode = enhancedCode
        self.text = text
    }
}

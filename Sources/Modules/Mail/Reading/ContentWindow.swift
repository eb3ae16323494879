/// Some bytes of a content, exactly as the server gave them.
package struct ContentWindow: Sendable, Hashable {
    package var content: [UInt8]
    package var offset: Int
    /// Of the whole, in bytes.
    package var size: Int
    /// Names this rendering for further windows, for a while.
    package var contentID: String
}

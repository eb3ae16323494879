/// A body as Graph shows it: one text and its type.
package struct LetterBody: Sendable, Hashable {
    package enum ContentType: String, Sendable { case text, html }
    package var contentType: ContentType
    package var content: String

    package init(_ contentType: ContentType, _ content: String) {
        self.contentType = contentType
        self.content = content
    }
}

/// Content that the spool holds: its name and its exact size in bytes.
package struct SpooledContent: Sendable, Hashable {
    package let id: String
    package let size: Int
    package init(id: String, size: Int) {
        self.id = id
        self.size = size
    }
}

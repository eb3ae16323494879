/// An object without members.
package struct Empty: Codable, Hashable, Sendable {
    package init() {}
}

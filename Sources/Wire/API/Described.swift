/// A type that says what its members mean.
package protocol Described {
    static var fields: [String: String] { get }
}

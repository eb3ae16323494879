/// One exchange, as JSON text: documentation that the tests replay.
package struct Example: Sendable {
    package let name: String
    package let params: String
    package let result: String

    package init(_ name: String, params: String = "{}", result: String) {
        self.name = name
        self.params = params
        self.result = result
    }
}

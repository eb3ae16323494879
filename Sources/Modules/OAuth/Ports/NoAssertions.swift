package import Domain

/// No file is configured.
package struct NoAssertions: AssertionSource {
    package init() {}
    package var names: [String] { [] }
    package func contents(of name: String) async throws(AssertionFault) -> Secret<[UInt8]> {
        throw AssertionFault("the configuration names no such file")
    }
}

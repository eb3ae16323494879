package import Domain

/// Where the assertions lie that somebody else issues for our apps: files that the configuration names.
package protocol AssertionSource: Sendable {
    /// The names that the configuration knows.
    var names: [String] { get }

    /// What the file holds at this moment: its issuer puts another there before one ends.
    func contents(of name: String) async throws(AssertionFault) -> Secret<[UInt8]>
}

/// A sign-in on another device, as a provider in memory knows it.
package struct FakeDevice: Sendable {
    package enum Stage: Sendable {
        case waiting, approved, declined, redeemed
    }
    /// What was asked for.
    var request: [String: String]
    var userCode: String
    package var stage = Stage.waiting
}

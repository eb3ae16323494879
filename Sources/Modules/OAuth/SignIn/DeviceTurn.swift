internal import Broker

/// What comes after the provider was asked about a sign-in on another device.
enum DeviceTurn: Sendable {
    /// To be asked again after so many seconds.
    case again(after: Int64)
    /// It ended, well or otherwise; or nobody waits for it any more.
    case over(SignedIn?)
}

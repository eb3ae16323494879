internal import Broker

/// What comes after the provider was asked about a sign-in on another device.
enum DeviceTurn: Sendable {
    /// To be asked again after so many seconds.
    case again(after: Int64)
    /// It ended, well or otherwise, which is to be kept yet.
    case ended(Result<SignedIn, BrokerError>)
    /// There is nothing to ask about any more.
    case over
}

internal import Broker
internal import Domain
internal import Logging

/// What the sign-in desk works with.
struct SignInTools: Sendable {
    let signIns: any SignInStore
    let apps: any AppStore
    let grants: any GrantStore
    let directory: ProviderDirectory
    let endpoint: TokenEndpoint
    let tokens: TokenDesk
    let clock: any WallClock
    let randomness: any Randomness
    let log: Logger
    let errands: LastErrands
}

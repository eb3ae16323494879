internal import Broker
internal import Domain
internal import Logging

/// What the desks of all grants share.
struct TokenTools: Sendable {
    let apps: any AppStore
    let grants: any GrantStore
    let directory: ProviderDirectory
    let endpoint: TokenEndpoint
    let clock: any WallClock
    let randomness: any Randomness
    let log: Logger
    let errands: LastErrands
    /// Where refreshes stand in line that nobody waits for.
    let lines = LoginLines()
}

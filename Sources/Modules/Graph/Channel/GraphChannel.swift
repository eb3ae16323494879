package import Domain
package import Logging
package import Mail
package import Transport

/// How requests of one account travel to Graph: one for reading and sending, so that Microsoft's limit holds over both
/// (reference sheet, section C14).
///
/// Whatever a caller does, at most `settings.concurrency` requests are under way, a throttled mailbox is left alone, every
/// call asks for immutable ids, and the token goes to the account's own root and nowhere else.
package final class GraphChannel: Sendable {
    let account: AccountID
    let place: GraphPlace
    /// Whether the app acts for itself: then there is no `/me`.
    let isAppOnly: Bool
    let settings: GraphSettings
    let http: any HTTPClient
    let credentials: any CredentialSource
    let logger: Logger
    let pacing: any GraphPacing
    let lane: GraphLane
    let afterwork = Afterwork()

    var gate: GraphGate { lane.gate }
    var hold: MailboxHold { lane.hold }

    package convenience init(
        account: AccountID, place: GraphPlace, isAppOnly: Bool, http: any HTTPClient,
        credentials: any CredentialSource, settings: GraphSettings, logger: Logger, lane: GraphLane
    ) {
        self.init(
            account: account, place: place, isAppOnly: isAppOnly, http: http, credentials: credentials,
            settings: settings, logger: logger, lane: lane, pacing: RealPacing())
    }

    init(
        account: AccountID, place: GraphPlace, isAppOnly: Bool, http: any HTTPClient,
        credentials: any CredentialSource, settings: GraphSettings, logger: Logger, lane: GraphLane? = nil,
        pacing: any GraphPacing = RealPacing()
    ) {
        self.account = account
        self.place = place
        self.isAppOnly = isAppOnly
        self.http = http
        self.credentials = credentials
        self.settings = settings
        self.logger = logger
        self.pacing = pacing
        self.lane = lane ?? GraphLane(settings)
    }
}

package import Domain
package import Logging
package import Mail
package import Transport

/// How requests of one account travel to Graph: one for reading and sending, so that Microsoft's limit holds for both.
package final class GraphChannel: Sendable {
    let account: AccountID
    let place: GraphPlace
    let isAppOnly: Bool
    let settings: GraphSettings
    let http: any HTTPClient
    let credentials: any CredentialSource
    let logger: Logger

    package init(
        account: AccountID, place: GraphPlace, isAppOnly: Bool, http: any HTTPClient,
        credentials: any CredentialSource, settings: GraphSettings, logger: Logger
    ) {
        self.account = account
        self.place = place
        self.isAppOnly = isAppOnly
        self.http = http
        self.credentials = credentials
        self.settings = settings
        self.logger = logger
    }
}

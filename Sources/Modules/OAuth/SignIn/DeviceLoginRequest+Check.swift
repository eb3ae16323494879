internal import Broker

extension DeviceLoginRequest {
    func check(against app: App, at provider: ProviderMetadata) throws(BrokerError) {
        try SignInRequest.check(context: context, expectedEmail: expectedEmail)
        try SignInRequest.check(mailbox, against: app)
        try ProviderDirectory.check(expectedEmail, at: provider)
    }
}

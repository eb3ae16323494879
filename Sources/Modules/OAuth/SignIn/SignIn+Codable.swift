internal import Broker
internal import Domain

/// Opens also what was sealed before there were other ways to sign in than by a browser: its members stood beside the others.
extension SignIn {
    private enum Member: String, CodingKey {
        case app, generation, account, caller, expectedEmail, mailbox, context, issuer, providerName, scopes, expiresAt
        case way, stage
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        self.init(
            app: try members.decode(AppID.self, forKey: .app),
            generation: try members.decode(Int.self, forKey: .generation),
            account: try members.decodeIfPresent(AccountID.self, forKey: .account),
            caller: try members.decode(CallerID.self, forKey: .caller),
            expectedEmail: try members.decodeIfPresent(String.self, forKey: .expectedEmail),
            mailbox: try members.decodeIfPresent(EmailAddress.self, forKey: .mailbox),
            context: try members.decodeIfPresent(String.self, forKey: .context),
            issuer: try members.decode(IssuerRule.self, forKey: .issuer),
            providerName: try members.decode(String.self, forKey: .providerName),
            scopes: try members.decodeIfPresent([String].self, forKey: .scopes) ?? [],
            expiresAt: try members.decode(Timestamp.self, forKey: .expiresAt),
            way: try members.decodeIfPresent(Way.self, forKey: .way) ?? .browser(BrowserWay(from: decoder)))
        stage = try members.decode(Stage.self, forKey: .stage)
    }
}

internal import Domain

/// What the reference sheet (section E) and the providers' own pages say. Nothing here was tried against the live provider
/// by us: `verified` says so, and an operator who knows better writes an entry of his own into the configuration.
extension ProviderCatalogue {
    package static let builtIn = ProviderCatalogue(
        Dictionary(
            uniqueKeysWithValues: [
                ("gmail", gmail), ("yahoo", yahoo), ("aol", aol), ("mailru", mailru), ("yandex", yandex),
                ("zoho", zoho), ("fastmail", fastmail),
            ].compactMap { (name, entry) in ProviderName(rawValue: name).map { ($0, entry) } }))

    /// Section E1. Google knows no `offline_access`: `access_type=offline` asks for a refresh token, and only a consent
    /// that is given anew brings one.
    private static let gmail = CatalogueEntry(
        title: "Gmail and Google Workspace", addresses: .discovered(issuer: "https://accounts.google.com"),
        identity: .idToken, scopes: ["openid", "email", "profile", "https://mail.google.com/"],
        authorizationParameters: ["access_type": "offline", "prompt": "consent"],
        // Google's device flow takes no mail scope.
        hasDeviceLogin: false, imap: tls("imap.gmail.com", 993), smtp: tls("smtp.gmail.com", 465),
        notes: "Register a client in the Google Cloud console (desktop clients have a secret, too). The scope "
            + "https://mail.google.com/ is restricted: while the consent screen is in testing, refresh tokens end after "
            + "7 days. They also end with a changed password, after 6 months without use, and when a user has more than "
            + "100 of them for one client. Source: developers.google.com, reference sheet, section E1.")

    private static let yahoo = yahooLike(
        "Yahoo Mail", host: "api.login.yahoo.com", imap: "imap.mail.yahoo.com", smtp: "smtp.mail.yahoo.com")
    private static let aol = yahooLike(
        "AOL Mail", host: "api.login.aol.com", imap: "imap.aol.com", smtp: "smtp.aol.com")

    /// Section E4; the userinfo address is OpenID Connect's there.
    private static func yahooLike(_ title: String, host: String, imap: String, smtp: String) -> CatalogueEntry {
        CatalogueEntry(
            title: title,
            addresses: .fixed(
                issuer: "https://\(host)", authorization: "https://\(host)/oauth2/request_auth",
                token: "https://\(host)/oauth2/get_token"),
            identity: .userInfo(UserInfoPlace("https://\(host)/openid/v1/userinfo")),
            scopes: ["openid", "email", "mail-w"], secretTransport: .basicHeader, hasDeviceLogin: false,
            imap: tls(imap, 993), smtp: tls(smtp, 465),
            notes: "The mail scopes need Yahoo's approval (Mail API access form), which new apps rarely get: app "
                + "passwords are the way for most. Refresh tokens live until the user revokes them or changes the "
                + "password. Source: email-oauth2-proxy, reference sheet, section E4.")
    }

    /// Section E5. Refreshing wants the client id in the form, whatever else proves the client.
    private static let mailru = CatalogueEntry(
        title: "Mail.ru",
        addresses: .fixed(
            issuer: "https://oauth.mail.ru", authorization: "https://oauth.mail.ru/login",
            token: "https://oauth.mail.ru/token"),
        identity: .userInfo(
            UserInfoPlace("https://oauth.mail.ru/userinfo", transport: .query("access_token"), subject: "id")),
        scopes: ["userinfo", "mail.imap"], authorizationParameters: ["prompt_force": "1"],
        secretTransport: .basicHeaderAndClientID, hasDeviceLogin: false, imap: tls("imap.mail.ru", 993),
        smtp: tls("smtp.mail.ru", 465),
        notes: "Where a sign-in brings no refresh token, newer registrations want the extra scopes openid and "
            + "offline_access. Source: EmailEngine, rustmailer/bichon#385, reference sheet, section E5.")

    /// Section E5; yandex.ru/dev/id/doc, "Exchanging the token for information about the user".
    private static let yandex = CatalogueEntry(
        title: "Yandex Mail",
        addresses: .fixed(
            issuer: "https://oauth.yandex.ru", authorization: "https://oauth.yandex.ru/authorize",
            token: "https://oauth.yandex.ru/token"),
        identity: .userInfo(
            UserInfoPlace(
                "https://login.yandex.ru/info?format=json", transport: .header(scheme: "OAuth"), subject: "id",
                email: "default_email", name: "real_name")),
        scopes: ["mail:imap_full", "mail:smtp", "login:email", "login:info"],
        authorizationParameters: ["force_confirm": "yes"], secretTransport: .basicHeader, hasDeviceLogin: false,
        imap: tls("imap.yandex.ru", 993), smtp: tls("smtp.yandex.ru", 465),
        notes: "Register at oauth.yandex.ru with these four permissions; IMAP has to be allowed in the mailbox's own "
            + "settings as well. Source: yandex.ru/dev/id/doc and Yandex's help, reference sheet, section E5.")

    /// The sheet knows nothing of Zoho; these are the addresses of its data centre in the United States as its own pages
    /// and many clients have them. Which scope opens IMAP is not documented.
    private static let zoho = CatalogueEntry(
        title: "Zoho Mail",
        addresses: .fixed(
            issuer: "https://accounts.zoho.com", authorization: "https://accounts.zoho.com/oauth/v2/auth",
            token: "https://accounts.zoho.com/oauth/v2/token"),
        identity: .userInfo(
            UserInfoPlace(
                "https://accounts.zoho.com/oauth/user/info", transport: .header(scheme: "Zoho-oauthtoken"),
                subject: "ZUID", email: "Email", name: "Display_Name")),
        scopes: ["AaaServer.profile.READ", "ZohoMail.messages.ALL", "ZohoMail.folders.ALL", "ZohoMail.accounts.READ"],
        scopeSeparator: ",", authorizationParameters: ["access_type": "offline", "prompt": "consent"],
        secretTransport: .body, hasDeviceLogin: false, imap: tls("imap.zoho.com", 993), smtp: tls("smtp.zoho.com", 465),
        notes: "For accounts of the United States' data centre alone: each of the others (eu, in, com.au, jp, com.cn) "
            + "has its own client and addresses, to be written into the configuration. Zoho documents no scope for IMAP, "
            + "and its servers may refuse these: app passwords are the way that is known to work. Source: "
            + "zoho.com/mail/help/api and the Zoho API console's own pages.")

    /// Section E5. Nobody tells who signed in: there is neither an id_token nor a userinfo address for these scopes.
    private static let fastmail = CatalogueEntry(
        title: "Fastmail",
        addresses: .fixed(
            issuer: "https://api.fastmail.com", authorization: "https://api.fastmail.com/oauth/authorize",
            token: "https://api.fastmail.com/oauth/refresh"),
        identity: .expectedEmail,
        scopes: [
            "offline_access", "https://www.fastmail.com/dev/protocol-imap",
            "https://www.fastmail.com/dev/protocol-smtp",
        ],
        secretTransport: .body, hasDeviceLogin: false, imap: tls("imap.fastmail.com", 993),
        smtp: tls("smtp.fastmail.com", 465),
        notes: "Client ids come from Fastmail's partnership. The sign-in does not tell who signed in: authorizeURL "
            + "wants expectedEmail, and the first login at the IMAP server proves it. Source: email-oauth2-proxy, "
            + "reference sheet, section E5.")

    private static func tls(_ host: String, _ port: Int) -> ServerAddress {
        ServerAddress(host: host, port: port, security: .tls)
    }
}

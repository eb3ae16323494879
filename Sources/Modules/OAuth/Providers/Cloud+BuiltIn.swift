internal import Domain

/// Microsoft's own clouds (reference sheet §A2).
extension Cloud {
    package static let builtIn: [String: Cloud] = [
        "global": global, "gccHigh": gccHigh, "dod": dod, "china": china,
    ]

    static let global = Cloud(
        login: "https://login.microsoftonline.com", graph: "https://graph.microsoft.com",
        imap: imap("outlook.office365.com"), smtp: smtp("smtp.office365.com"),
        mailResource: "https://outlook.office.com")

    static let gccHigh = Cloud(
        login: "https://login.microsoftonline.us", graph: "https://graph.microsoft.us",
        imap: imap("outlook.office365.us"), smtp: smtp("smtp.office365.us"),
        mailResource: "https://outlook.office365.us", hasPersonalAccounts: false)

    static let dod = Cloud(
        login: "https://login.microsoftonline.us", graph: "https://dod-graph.microsoft.us",
        imap: imap("outlook-dod.office365.us"), smtp: smtp("outlook-dod.office365.us"),
        mailResource: "https://outlook.office365.us", hasPersonalAccounts: false)

    static let china = Cloud(
        login: "https://login.partner.microsoftonline.cn", graph: "https://microsoftgraph.chinacloudapi.cn",
        imap: imap("partner.outlook.cn"), smtp: smtp("partner.outlook.cn"),
        mailResource: "https://partner.outlook.cn", hasPersonalAccounts: false)

    private static func imap(_ host: String) -> ServerAddress { ServerAddress(host: host, port: 993, security: .tls) }
    private static func smtp(_ host: String) -> ServerAddress {
        ServerAddress(host: host, port: 587, security: .startTLS)
    }
}

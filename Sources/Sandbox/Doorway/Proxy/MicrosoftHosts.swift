/// The host names of Microsoft's that the sandbox stands for, and the ports behind which it does (reference sheet §A2, §B1).
package enum MicrosoftHosts {
    /// Port 443: Entra, Graph, and the host of upload sessions.
    package static let web: Set<String> = [
        "login.microsoftonline.com", "login.microsoft.com", "login.windows.net", "sts.windows.net",
        "graph.microsoft.com", "outlook.office.com", "outlook.office365.com", "microsoft.com", "www.microsoft.com",
    ]
    /// Port 993.
    package static let imap: Set<String> = ["outlook.office365.com", "imap-mail.outlook.com"]
    /// Port 587.
    package static let smtp: Set<String> = ["smtp.office365.com", "smtp-mail.outlook.com"]

    /// What a certificate has to be good for.
    package static let all = web.union(imap).union(smtp)
}

/// Where the proxy leads: the ports of this sandbox, by Microsoft's names.
package struct ProxyRoutes: Sendable {
    private let web: Int
    private let imap: Int
    private let smtp: Int

    package init(web: Int, imap: Int, smtp: Int) {
        self.web = web
        self.imap = imap
        self.smtp = smtp
    }

    /// The port on loopback; nil for a place that the sandbox does not stand for, so that nothing ever leaves the machine.
    package func port(for target: ConnectTarget) -> Int? {
        switch target.port {
        case 443 where MicrosoftHosts.web.contains(target.host): web
        case 993 where MicrosoftHosts.imap.contains(target.host): imap
        case 587 where MicrosoftHosts.smtp.contains(target.host): smtp
        case web where target.isLoopback, imap where target.isLoopback, smtp where target.isLoopback: target.port
        default: nil
        }
    }
}

internal import Tenant

extension Audience {
    /// The resource's own name, with its slash.
    var prefix: String {
        switch self {
        case .graph: "https://graph.microsoft.com/"
        case .outlook: "https://outlook.office.com/"
        }
    }

    /// What the `aud` claim says of it (reference sheet §A5).
    func claim(forApplication isApplication: Bool) -> String {
        switch self {
        case .graph: "https://graph.microsoft.com"
        case .outlook: isApplication ? "https://outlook.office365.com" : "https://outlook.office.com"
        }
    }

    /// By the name of a resource in a scope, without its last slash: host names and application ids (§A3). `root` is this
    /// sandbox's own address, which names Graph here as each cloud's Graph root does in that cloud (§A2).
    init?(resource: some StringProtocol, root: String) {
        switch resource.lowercased() {
        case root: self = .graph
        case "https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000": self = .graph
        case "https://outlook.office.com", "https://outlook.office365.com", "00000002-0000-0ff1-ce00-000000000000":
            self = .outlook
        default: return nil
        }
    }
}

internal import API
internal import JSONRPC

extension Shape {
    /// Everything that a configuration file can say.
    static let configuration: Shape = .record([
        Member("socket", .record(socket), "where callers connect"),
        Member(
            "stateDirectory", .text(.absolutePath),
            "accounts, vault and sends under way; made with mode 0700. /var/lib/postern or $XDG_STATE_HOME/postern"),
        Member("logLevel", .choice(LogLevel.allCases.map(\.rawValue)), "notice when absent"),
        Member("clients", .list(of: client), "who may call beside root and the daemon's own user; first match counts"),
        Member("clouds", .map(names: .cloudName, to: .record(cloud)), "named clouds for apps of the provider outlook"),
        Member(
            "providers", .map(names: .providerName, to: .record(provider)),
            "providers beside those of the catalogue, for apps that name them"),
        Member(
            "tokenSources", .map(names: .tokenSourceName, to: tokenSource),
            "commands and addresses that give access tokens, for accounts that name them"),
        Member(
            "assertionFiles", .map(names: .cloudName, to: .text(.absolutePath)),
            "files with the token of a federated credential, read at each use; apps name them (clientAssertion)"),
        Member("tls", .record(tls), "whose certificates are believed"),
        Member("egress", .record(egress), "where Postern may connect to beside the internet"),
        Member("listener", .record(listener), "the loopback listener for the redirect of a sign-in"),
        Member("vault", .record(vault), "where the vault's key comes from, beside $CREDENTIALS_DIRECTORY/vault-key"),
        Member("tokens", .record(tokens), "how the refresh tokens of sign-ins are kept alive"),
        Member("limits", .record(limits), "what callers may ask of the daemon"),
        Member("blobs", .record(blobs), "how much uploaded content is kept, and how long"),
        Member("timeouts", .record(timeouts), "how long the daemon waits"),
        Member("proxy", .text(.proxy), "for everything outbound; none when absent"),
        Member("hardening", .record(hardening), "what the process forbids itself"),
    ])

    private static let socket = [
        Member(
            "path", .text(.socketPath),
            "/run/postern/postern.sock or $XDG_RUNTIME_DIR/postern/postern.sock when absent"),
        Member("group", .text(.accountName), "the group that may connect; the daemon's own when absent"),
        Member(
            "adminPath", .text(.socketPath), "a second socket; with it, admin methods are accepted on that one only"),
    ]
    private static let client: Shape = .record(
        [
            Member("user", .text(.accountName), "a user's name or uid"),
            Member("group", .text(.accountName), "a group's name or gid; supplementary groups count"),
            Member("role", .choice(["admin", "client"]), "client when absent"),
            Member(
                "accounts", .listOrAll(of: .text(.account)), "which accounts it sees, by id or address",
                isRequired: true),
            Member(
                "methods", .listOrAll(of: .choice(Catalogue.methods.map { $0.name })),
                "which methods of its role it may call",
                isRequired: true),
        ], exactlyOneOf: ["user", "group"])
    private static let cloud = [
        Member("loginHost", .text(.origin), "origin of the login host", isRequired: true),
        Member("graphRoot", .text(.root), "root of the Graph API", isRequired: true),
        Member("imap", .record(server), "where mail is read", isRequired: true),
        Member("smtp", .record(server), "where mail is sent", isRequired: true),
        Member("mailResource", .text(.root), "what the scopes of IMAP and SMTP start with", isRequired: true),
        Member("personalAccounts", .flag, "whether personal accounts live there; true when absent"),
    ]
    static let server = [
        Member("host", .text(.host), "a host name or an IP address", isRequired: true),
        Member("port", .integer(1...65_535), "a port", isRequired: true),
        Member("security", .choice(["tls", "startTLS"]), "how TLS begins; it always does", isRequired: true),
    ]
    private static let tls = [
        Member("caFile", .text(.absolutePath), "certificates believed beside the system's, in PEM")
    ]
    private static let egress = [
        Member(
            "allow", .list(of: .text(.egressEntry)),
            "private or loopback ranges (CIDR), and hosts that may resolve to such; none when absent")
    ]
    private static let listener = [
        Member("enabled", .flag, "false when absent"),
        Member("port", .integer(1...65_535), "on 127.0.0.1 and ::1; 8017 when absent"),
    ]
    private static let vault = [
        Member(
            "keyFile", .text(.absolutePath), "32 random bytes, mode 0400; vault.key in the state directory when absent"),
        Member(
            "createKeyFile", .flag,
            "make the key file at the first start when there is no other key; true when absent in user mode, else false"
        ),
    ]
    private static let hardening = [
        Member("dumpable", .flag, "allow debuggers and core files, which can see secrets; false when absent")
    ]
    private static let tokens = [
        Member(
            "exerciseIdleDays", .integer(0...60),
            "after how many days without use a refresh token is used, because providers end idle ones; 0 is never, 7 when absent"
        )
    ]
    private static let limits = [
        Member("lineBytes", .integer(1_024...(1 << 30)), "the longest request; 33554432 when absent"),
        Member("requestBudgetBytes", .integer(1_024...(1 << 34)), "all requests in flight; 268435456 when absent"),
        Member("connections", .integer(1...10_000), "256 when absent"),
        Member("connectionsPerUser", .integer(1...10_000), "128 when absent"),
        Member("requestsPerConnection", .integer(1...1_000), "in flight on one connection; 32 when absent"),
        Member(
            "outboundBytes", .integer(65_536...(1 << 30)),
            "unsent answers after which a connection is not read; 4194304 when absent"),
    ]
    private static let blobs = [
        Member(
            "lifetimeSeconds", .integer(60...2_592_000),
            "kept after the last piece or use; 86400, a day, when absent"),
        Member("blobBytes", .integer(1_024...(1 << 32)), "the largest blob; 536870912 when absent"),
        Member("ownerBytes", .integer(1_024...(1 << 38)), "all blobs of one user; 1073741824 when absent"),
        Member("totalBytes", .integer(1_024...(1 << 39)), "all blobs of all users; 4294967296 when absent"),
        Member("blobsPerOwner", .integer(1...100_000), "how many blobs one user may have; 1000 when absent"),
    ]
    private static let timeouts = [
        Member("requestSeconds", .integer(1...3_600), "one call without timeoutMs; 120 when absent"),
        Member("lineSeconds", .integer(1...3_600), "an unfinished line without a further byte; 30 when absent"),
        Member("writeSeconds", .integer(1...3_600), "answers that the caller does not read; 30 when absent"),
        Member("drainSeconds", .integer(0...600), "finishing what is under way after SIGTERM; 25 when absent"),
    ]
}

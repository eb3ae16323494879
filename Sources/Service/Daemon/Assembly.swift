internal import API
internal import BrokerService
internal import Curl
internal import Databases
internal import Domain
internal import JSONRPC
internal import Linux
internal import Logging
internal import Mail
internal import Methods
internal import OAuth
internal import Persistence
internal import ServiceLifecycle
internal import Sockets
internal import Vault

/// The daemon, put together: the one place that knows all the parts.
struct Assembly {
    let services: [any Service]
    let backends: Backends
    let broker: LocalBroker
    /// Held until the process ends: it keeps a second daemon out.
    let state: StateDirectory

    init(
        _ configuration: Configuration, _ environment: Environment, inherited: ListenerPlan, log: Logger
    ) async throws(StartFailure) {
        let clock = SystemClock()
        let policy = try Self.policy(configuration, inherited)
        let state = try starting { () throws(StateDirectoryError) in
            try StateDirectory(configuration.stateDirectory)
        }
        let database = try starting { () throws(DatabaseFailure) in try PosternDatabase.open(state.mailDatabase) }
        let records = try starting { () throws(VaultError) in try VaultDatabase(path: state.vaultDatabase) }
        let transport = try starting { () throws(CurlSetupError) in try CurlTransport(try CurlSettings(configuration)) }
        let spool = try starting { () throws(StateDirectoryError) in try SealedSpool(state.spool) }

        let broker = LocalBroker(
            vault: Vault(store: records), keys: VaultKeys(configuration.vault), http: transport, clock: clock,
            clouds: configuration.clouds, catalogue: ProviderCatalogue(configuration),
            assertions: AssertionFiles(paths: configuration.assertionFiles),
            tokenSource: TokenSources(configuration.tokenSources, http: transport), log: log)
        await broker.start()

        let accounts = AccountDatabase(database)
        let keeper = BrokerKeeper(broker: broker)
        let activities = ActivityLog(clock: clock)
        let keys = DataKeys(source: keeper)
        let blobs = try starting { () throws(StateDirectoryError) in
            try SealedBlobs(
                state.blobs, database: database, limits: BlobLimits(configuration.blobs), keys: keys, clock: clock)
        }
        let backends = Backends(
            factory: MailBackends(connector: transport, http: transport, log: log),
            credentials: BrokerCredentials(broker: broker, accounts: accounts))
        let directory = AccountDirectory(
            store: accounts, keeper: keeper, spool: spool, backends: backends, activities: activities, clock: clock,
            log: log)
        let reader = MessageReader(
            accounts: accounts, backends: backends, activities: activities, spool: spool, keys: keys)
        let sender = Sender(
            accounts: accounts, journal: SendDatabase(database), backends: backends, activities: activities,
            blobs: blobs, clock: clock, log: log)
        let recovery = Recovery(directory: directory, sender: sender, blobs: blobs, log: log)
        await recovery.reconcileBlobs()
        await recovery.reconcile()

        let manager = try starting { () throws(LinuxError) in try ServiceManager(environment, log: log) }
        let desk = SignInDesk(broker: broker, directory: directory)
        let listener = await SignInListener(
            configuration.listener, inherited.oauth,
            receiver: RedirectDesk(
                signIns: desk, consents: ConsentDesk(broker: broker, directory: directory), log: log), log: log)
        let table = MethodTable(
            broker: broker, directory: directory, backends: backends, reader: reader, sender: sender, blobs: blobs,
            blobPieceBytes: UploadBlobHandler.pieceBytes(configuration.limits),
            limit: TimeLimit(usual: configuration.timeouts.request, longest: Self.longestCall),
            info: GetInfo.Result(configuration, listener: listener.info), complaints: listener.complaints,
            vaultOpened: { await recovery.run() })
        let server = RPCServer(
            router: table.router(), limits: RPCLimits(configuration.limits), observe: FailureLog(log: log).note)
        let callers = CallerService(
            listeners: try starting { () throws(LinuxError) in try Self.listeners(configuration.socket, inherited) },
            sockets: Doorkeeper(policy: policy, server: server, log: log).sockets(configuration), server: server,
            manager: manager, endWaiting: { await broker.stopWaiting() }, drainTime: configuration.timeouts.drain,
            finishTime: LocalBroker.longestFinish, status: "serving", log: log)
        // They stop in the reverse order: callers first.
        services = [
            Upkeep(
                broker: broker, recovery: recovery, spool: spool, exerciseAfter: configuration.tokens.exerciseAfter),
            DeviceLoginCare(broker: broker, desk: desk, log: log),
            AccountCare(tender: AccountTender(directory: directory, activities: activities)), listener, callers,
        ]
        self.backends = backends
        self.broker = broker
        self.state = state
    }

    /// Longer than any provider lets a client wait, in a call that is given its own `timeoutMs`.
    static let longestCall: Duration = .seconds(3_600)

    private static func policy(
        _ configuration: Configuration, _ inherited: ListenerPlan
    ) throws(StartFailure) -> AccessPolicy {
        try starting { () throws(ConfigurationError) in
            try AccessPolicy(
                ownID: UserDatabase.ownID, clients: configuration.clients,
                hasAdminDoor: configuration.socket.adminPath != nil || !inherited.admin.isEmpty)
        }
    }

    /// What the service manager passed, else our own; each of the two for itself.
    private static func listeners(
        _ socket: Configuration.Socket, _ inherited: ListenerPlan
    ) throws(LinuxError) -> [SocketListener] {
        let group = try socket.group.map { (name) throws(LinuxError) in try UserDatabase.gid(of: name) }
        var api = inherited.api.map { SocketListener.inherited($0, name: Doorkeeper.api) }
        if inherited.api.isEmpty, inherited.admin.isEmpty {
            api = [.bound(try BoundSocket(socket.path, group: group), name: Doorkeeper.api)]
        }
        var admin = inherited.admin.map { SocketListener.inherited($0, name: Doorkeeper.admin) }
        if admin.isEmpty, let path = socket.adminPath {
            admin = [.bound(try BoundSocket(path, group: nil), name: Doorkeeper.admin)]
        }
        return api + admin
    }
}

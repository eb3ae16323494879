internal import API
internal import Broker
internal import Domain
internal import JSON
internal import JSONRPC
internal import Mail
internal import Methods

/// Which handler answers which method: one line each.
struct MethodTable {
    let broker: any CredentialBroker
    let directory: AccountDirectory
    let backends: Backends
    let reader: MessageReader
    let sender: Sender
    let blobs: any BlobStore
    /// The largest piece of a blob, in bytes.
    let blobPieceBytes: Int
    let limit: TimeLimit
    let info: GetInfo.Result
    /// What the daemon could not set up, for `getHealth`.
    let complaints: [String]
    let vaultOpened: @Sendable () async -> Void

    func router() -> Router {
        let accounts = VisibleAccounts(directory: directory)
        let reporter = AccountReporter(directory: directory, backends: backends, broker: broker)
        let desk = SignInDesk(broker: broker, directory: directory)
        let consents = ConsentDesk(broker: broker, directory: directory)
        var router = Router(authorize: Self.authorize)

        router.add(PingHandler())
        router.add(GetInfoHandler(info: info))
        router.add(DiscoverHandler())
        router.add(
            GetHealthHandler(broker: broker, accounts: accounts, reporter: reporter, complaints: complaints))

        router.add(RegisterAppHandler(broker: broker))
        router.add(UpdateAppHandler(broker: broker, directory: directory))
        router.add(DeleteAppHandler(broker: broker, directory: directory))
        router.add(GetAppHandler(broker: broker))
        router.add(ListAppsHandler(broker: broker))
        router.add(ListProvidersHandler(broker: broker))
        router.add(VerifyAppHandler(broker: broker, limit: limit))

        router.add(AuthorizeURLHandler(broker: broker, accounts: accounts, limit: limit))
        router.add(ExchangeCodeHandler(desk: desk, reporter: reporter, limit: limit))
        router.add(AwaitSignInHandler(desk: desk, reporter: reporter, limit: limit))
        router.add(StartDeviceLoginHandler(broker: broker, accounts: accounts, limit: limit))
        router.add(AwaitDeviceLoginHandler(desk: desk, reporter: reporter, limit: limit))
        router.add(AdminConsentURLHandler(broker: broker))
        router.add(CompleteAdminConsentHandler(desk: consents))
        router.add(AwaitAdminConsentHandler(desk: consents, limit: limit))
        router.add(GetAccessTokenHandler(broker: broker, accounts: accounts, limit: limit))

        router.add(AddAccountHandler(accounts: accounts, directory: directory, reporter: reporter, limit: limit))
        router.add(UpdateAccountHandler(accounts: accounts, directory: directory, reporter: reporter, limit: limit))
        router.add(
            ReconnectAccountHandler(
                broker: broker, accounts: accounts, directory: directory, reporter: reporter, limit: limit))
        router.add(VerifyAccountHandler(accounts: accounts, directory: directory, limit: limit))
        router.add(DeleteAccountHandler(accounts: accounts, directory: directory))
        router.add(GetAccountHandler(accounts: accounts, reporter: reporter))
        router.add(ListAccountsHandler(accounts: accounts, reporter: reporter, broker: broker))

        router.add(ListMailboxesHandler(accounts: accounts, reader: reader, limit: limit))
        router.add(ListMessagesHandler(accounts: accounts, reader: reader, limit: limit))
        router.add(GetMessageHandler(accounts: accounts, reader: reader, limit: limit))
        router.add(GetMessageSourceHandler(accounts: accounts, reader: reader, limit: limit))
        router.add(GetAttachmentHandler(accounts: accounts, reader: reader, limit: limit))
        router.add(SendMessageHandler(accounts: accounts, sender: sender, limit: limit))
        router.add(UploadBlobHandler(blobs: blobs, pieceBytes: blobPieceBytes))
        router.add(GetBlobHandler(blobs: blobs))
        router.add(DeleteBlobHandler(blobs: blobs))

        router.add(GetVaultStatusHandler(broker: broker))
        router.add(UnlockVaultHandler(broker: broker, opened: vaultOpened))
        router.add(SetVaultPassphraseHandler(broker: broker))
        router.add(RotateVaultKeyHandler(broker: broker))
        return router
    }

    static func forbidden(_ method: String, _ caller: Caller) -> RPCError {
        let lacksRole = Catalogue.role(of: method) == .admin && caller.role != .admin
        return RPCError(
            .forbidden, "this caller may not call \(method)",
            hint: lacksRole
                ? "it takes an admin, and the admin socket where there is one"
                : "the configuration's clients entry does not name this method")
    }

    /// The one place where a caller is held to the methods that are his, before any parameter is decoded.
    private static func authorize(_ call: RPCCall, _ params: JSONValue) throws(RPCError) {
        guard let role = Catalogue.role(of: call.method), call.party.mayCall(call.method, role: role) else {
            throw forbidden(call.method, call.party)
        }
    }
}

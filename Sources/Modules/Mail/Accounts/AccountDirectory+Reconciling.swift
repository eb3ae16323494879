internal import Broker
internal import Domain
internal import Logging

extension AccountDirectory {
    /// Brings rows and credentials in step; to be called at start and again when a sealed vault was opened.
    ///
    /// Removals are finished, grants without a row get theirs back, passwords without a row are dropped (the caller was
    /// never told of that account), and rows without a credential are marked. All others are to be tried soon.
    package func reconcile() async throws(MailError) {
        for id in try await store.tombstones() {
            await takeTurn(id)
            defer { endTurn(id) }
            try await finishRemoval(of: id)
        }
        let rows = try await store.accounts()
        let holdings = try await keeper.holdings()
        for holding in holdings { await reconcile(holding, rows.first { $0.id == holding.account }) }
        try await bringBorrowersInStep()
        let held = Set(holdings.map(\.account))
        var awaited: [AccountID] = []
        for account in rows where try await store.account(account.id) != nil {
            if account.credentialHolder.map(held.contains) ?? true {
                if activities.activity(of: account.id).lastSuccessAt == nil { awaited.append(account.id) }
            } else {
                activities.lacksCredential(account.id)
                log.error(
                    "account has no credential: sign in again, or remove it", metadata: ["account": "\(account.id)"])
            }
        }
        activities.expect(awaited)
    }

    private func reconcile(_ holding: Holding, _ row: Account?) async {
        do throws(MailError) {
            switch (holding, row) {
            case (.grant(let signedIn), let row?): try await learnGraph(row, from: signedIn)
            case (.password, _?): return
            case (_, nil):
                // The row may have come since the list was made.
                guard adding[holding.account] == nil, try await store.account(holding.account) == nil else { return }
                try await restore(holding)
            }
        } catch {
            log.error("could not restore an account", metadata: ["account": "\(holding.account)"])
        }
    }

    private func restore(_ holding: Holding) async throws(MailError) {
        switch holding {
        case .grant(let signedIn): try await adopt(signedIn)
        case .password(let id):
            try await keeper.forget(id)
            log.notice("dropped a password without an account", metadata: ["account": "\(id)"])
        }
    }

    /// Rows were once written without saying where Graph has the mailbox, and whether it takes their mail.
    private func learnGraph(_ account: Account, from signedIn: SignedIn) async throws(MailError) {
        guard account.graph == nil || account.sendsByGraph == nil || account.graphScopes == nil,
            let root = signedIn.servers.graph
        else { return }
        try await change(account.id) { current in
            current.graph = current.graph ?? GraphPlace(root: root)
            current.sendsByGraph = current.sendsByGraph ?? signedIn.servers.sendsByGraph
            current.graphScopes = current.graphScopes ?? signedIn.servers.graphScopes
        }
    }

    /// Mailboxes whose lender went somewhere else, and which were not told any more.
    private func bringBorrowersInStep() async throws(MailError) {
        let accounts = try await store.accounts()
        for account in accounts {
            guard case .borrowed(let id) = account.authentication, let lender = accounts.first(where: { $0.id == id })
            else { continue }
            try await change(account.id) { $0.takeServers(of: lender) }
        }
    }
}

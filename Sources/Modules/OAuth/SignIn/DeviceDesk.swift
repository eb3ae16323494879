internal import Broker
internal import Domain

/// Sees to it that the provider is asked about every sign-in on another device, when it may be, by nobody's call: the user may
/// take his time, and the program that began it may be gone.
actor DeviceDesk {
    private struct Login {
        let provider: String
        var due: Timestamp
        var isUnderWay = false

        init(_ open: SignInDesk.OpenDeviceLogin) {
            provider = open.issuer.line
            due = open.due
        }
    }
    /// As many requests as are under way at one provider at once.
    private static let atOnce = 16
    /// How long to sleep at the most: the clock may be set meanwhile, and a sealed vault opened.
    private static let longestSleep: Int64 = 60

    private let signIns: SignInDesk
    private let clock: any WallClock
    private var logins: [String: Login] = [:]
    /// Whether those from before the start are in `logins`.
    private var isCaughtUp = false
    /// How many are being begun.
    private var beginning = 0
    private var bell = Outcome<Void>()

    init(signIns: SignInDesk, clock: any WallClock) {
        self.signIns = signIns
        self.clock = clock
    }

    func begin(_ request: DeviceLoginRequest) async throws(BrokerError) -> DeviceLoginInvitation {
        guard logins.count + beginning < SignInDesk.maximumDevices else {
            throw .conflict("\(SignInDesk.maximumDevices) device logins are open already")
        }
        beginning += 1
        defer { beginning -= 1 }
        let (invitation, open) = try await signIns.begin(request)
        if logins[open.key] == nil { logins[open.key] = Login(open) }
        ring()
        return invitation
    }

    /// Looks again whether there is something to do: the vault may be open now.
    func ring() { bell.settle(()) }

    /// Goes on until its task is cancelled. `ended` is told of those that ended well.
    func run(ended: @escaping @Sendable (SignedIn) async -> Void) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                // Before looking, so that nothing new is missed.
                bell = Outcome()
                await catchUp()
                for key in take() { group.addTask { await self.attend(key, ended) } }
                _ = await bell.wait(until: .after(.seconds(pause)))
            }
        }
    }

    /// Asks about all that are due, and returns when all were answered.
    func attend(ended: @escaping @Sendable (SignedIn) async -> Void) async {
        await catchUp()
        await withDiscardingTaskGroup { group in
            for key in take() { group.addTask { await self.attend(key, ended) } }
        }
    }

    private func catchUp() async {
        guard !isCaughtUp, let open = try? await signIns.openDeviceLogins(), !isCaughtUp else { return }
        isCaughtUp = true
        for login in open where logins[login.key] == nil { logins[login.key] = Login(login) }
    }

    private func take() -> [String] {
        let now = clock.now()
        var busy: [String: Int] = [:]
        for login in logins.values where login.isUnderWay { busy[login.provider, default: 0] += 1 }
        let due = logins.filter { !$0.value.isUnderWay && $0.value.due <= now }.sorted { $0.value.due < $1.value.due }
        return due.compactMap { key, login in
            guard busy[login.provider, default: 0] < Self.atOnce else { return nil }
            busy[login.provider, default: 0] += 1
            logins[key]?.isUnderWay = true
            return key
        }
    }

    private func attend(_ key: String, _ ended: @escaping @Sendable (SignedIn) async -> Void) async {
        let isDone = Outcome<Void>()
        // It outlives whoever waits here: tokens that came are not thrown away because the daemon stops.
        Task {
            await self.ask(key, ended)
            isDone.settle(())
        }
        _ = await isDone.wait(until: .after(.seconds(300)))
    }

    private func ask(_ key: String, _ ended: @Sendable (SignedIn) async -> Void) async {
        switch await signIns.poll(key) {
        case .again(let seconds):
            logins[key]?.due = clock.now().advanced(by: .seconds(seconds))
            logins[key]?.isUnderWay = false
        case .ended(let result):
            // Before the end is kept: killed in between, the next start looks at it again.
            if case .success(let signedIn) = result { await ended(signedIn) }
            await signIns.end(key, by: result)
            logins[key] = nil
        case .over: logins[key] = nil
        }
        ring()
    }

    /// While all places are taken, the end of a request rings.
    private var pause: Int64 {
        guard let next = logins.values.filter({ !$0.isUnderWay }).map(\.due).min() else { return Self.longestSleep }
        return max(1, min(Self.longestSleep, clock.now().duration(to: next).components.seconds))
    }
}

extension IssuerRule {
    /// Whom the requests go to, whichever authority they name.
    fileprivate var line: String {
        switch self {
        case .exact(let issuer): issuer
        case .entra(let login, _): login
        }
    }
}

internal import Broker
internal import Domain

/// Sees to it that the provider is asked about every sign-in on another device, when it may be, by nobody's call: the user may
/// take his time, and the program that began it may be gone.
actor DeviceDesk {
    private struct Login {
        var due: Timestamp
        var isUnderWay = false
    }
    /// As many requests as are under way at once.
    private static let atOnce = 16
    /// How long to sleep at the most: the clock may be set meanwhile, and a sealed vault opened.
    private static let longestSleep: Int64 = 60

    private let signIns: SignInDesk
    private let clock: any WallClock
    private var logins: [String: Login] = [:]
    /// Whether those from before the start are in `logins`.
    private var isCaughtUp = false
    private var bell = Outcome<Void>()

    init(signIns: SignInDesk, clock: any WallClock) {
        self.signIns = signIns
        self.clock = clock
    }

    func begin(_ request: DeviceLoginRequest) async throws(BrokerError) -> DeviceLoginInvitation {
        guard logins.count < SignInDesk.maximumDevices else {
            throw .conflict("\(SignInDesk.maximumDevices) device logins are open already")
        }
        let (invitation, key, due) = try await signIns.begin(request)
        logins[key] = Login(due: due)
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
        for login in open where logins[login.key] == nil { logins[login.key] = Login(due: login.due) }
    }

    private func take() -> [String] {
        let now = clock.now()
        let busy = logins.values.count(where: \.isUnderWay)
        let due = logins.filter { !$0.value.isUnderWay && $0.value.due <= now }.sorted { $0.value.due < $1.value.due }
        let taken = due.prefix(Self.atOnce - busy).map(\.key)
        for key in taken { logins[key]?.isUnderWay = true }
        return taken
    }

    private func attend(_ key: String, _ ended: @Sendable (SignedIn) async -> Void) async {
        let turn = Outcome<DeviceTurn>()
        // It outlives whoever waits here: tokens that came are not thrown away because the daemon stops.
        Task { turn.settle(await signIns.poll(key)) }
        guard case .settled(let turn) = await turn.wait(until: .after(.seconds(300))) else {
            logins[key] = Login(due: clock.now().advanced(by: .seconds(Self.longestSleep)))
            return ring()
        }
        switch turn {
        case .again(let seconds): logins[key] = Login(due: clock.now().advanced(by: .seconds(seconds)))
        case .over(let signedIn):
            logins[key] = nil
            if let signedIn { await ended(signedIn) }
        }
        ring()
    }

    /// While all places are taken, the end of a request rings.
    private var pause: Int64 {
        guard let next = logins.values.filter({ !$0.isUnderWay }).map(\.due).min() else { return Self.longestSleep }
        return max(1, min(Self.longestSleep, clock.now().duration(to: next).components.seconds))
    }
}

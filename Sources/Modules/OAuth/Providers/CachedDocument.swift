internal import Broker
internal import Domain

/// A document of a provider, fetched when it is needed and kept for a day. One fetch serves all who wait for it, and each
/// of them can give up without disturbing the others.
actor CachedDocument<Value: Sendable> {
    /// How old it may be. Providers announce new keys a day or more before they use them.
    static var maximumAge: Int64 { 86_400 }
    /// How often it is fetched anew because something was not in it, in seconds: anybody can invent a key id.
    static var pauseBetweenRefetches: Int64 { 60 }
    /// How long a failure is told again without asking, in seconds.
    static var pauseAfterFailure: Int64 { 5 }

    private let url: String
    private let provider: String
    private let client: ProviderClient
    private let clock: any WallClock
    private let parse: @Sendable ([UInt8]) -> Value?
    private var copy: (value: Value, at: Timestamp)?
    private var refetchedAt: Timestamp?
    private var failure: (error: BrokerError, at: Timestamp)?
    private var flight: Outcome<Result<Value, BrokerError>>?

    init(
        url: String, of provider: String, client: ProviderClient, clock: any WallClock,
        parse: @escaping @Sendable ([UInt8]) -> Value?
    ) {
        self.url = url
        self.provider = provider
        self.client = client
        self.clock = clock
        self.parse = parse
    }

    /// The document; an old copy when a new one cannot be had.
    func current() async throws(BrokerError) -> Value {
        if let copy, !isPast(Self.maximumAge, since: copy.at) { return copy.value }
        if let failure, !isPast(Self.pauseAfterFailure, since: failure.at) {
            if let copy { return copy.value }
            throw failure.error
        }
        do throws(BrokerError) {
            return try await fetched()
        } catch {
            if let copy { return copy.value }
            throw error
        }
    }

    /// A copy newer than the last one; when there was another refetch too short a time ago, what that one brought.
    func refetched() async throws(BrokerError) -> Value? {
        if flight == nil {
            guard isPast(Self.pauseBetweenRefetches, since: refetchedAt ?? .distantPast) else { return copy?.value }
            refetchedAt = clock.now()
        }
        return try await fetched()
    }

    // MARK: One fetch

    private func fetched() async throws(BrokerError) -> Value {
        let current = flight ?? takeOff()
        return try await current.answer().get()
    }

    private func takeOff() -> Outcome<Result<Value, BrokerError>> {
        let new = Outcome<Result<Value, BrokerError>>()
        flight = new
        // It outlives whoever began it, because others wait for it; the provider has its own deadline.
        Task { await self.fly(new) }
        return new
    }

    private func fly(_ flight: Outcome<Result<Value, BrokerError>>) async {
        let result: Result<Value, BrokerError>
        do throws(BrokerError) {
            result = .success(try await fetch())
        } catch {
            // Being stopped says nothing about the provider.
            if error != .cancelled { failure = (error, clock.now()) }
            result = .failure(error)
        }
        self.flight = nil
        flight.settle(result)
    }

    private func fetch() async throws(BrokerError) -> Value {
        let bytes = try await client.document(at: url, of: provider)
        guard let value = parse(bytes) else {
            throw .providerUnavailable(
                ProviderFault(name: provider, status: 200, code: "unreadable document"), retryAfterMs: nil)
        }
        copy = (value, clock.now())
        failure = nil
        return value
    }

    private func isPast(_ seconds: Int64, since start: Timestamp) -> Bool {
        let age = start.duration(to: clock.now()).components.seconds
        return age < 0 || age >= seconds
    }
}

extension Timestamp {
    /// Before everything that happens here.
    static let distantPast = Timestamp(secondsSince1970: 0)
}

package import Linux
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Serves lines on Unix sockets: one small thread for all connections, since handing a line over never waits.
package final class UnixSocketServer: Sendable {
    /// Makes the consumer of a new connection, on its event loop. Nil refuses it; a line that was sent before is written,
    /// then the connection is closed.
    package typealias ConsumerFactory =
        @Sendable (_ peer: Peer, _ connection: any LineConnection, _ listener: String) -> (any LineConsumer)?

    private let service: SocketService
    private let group: MultiThreadedEventLoopGroup
    private let listening = Mutex<[(listener: SocketListener, channel: any Channel)]>([])

    /// - Parameters:
    ///   - crowdedLine: what a connection is told that is one too many.
    ///   - overloadedLine: what a connection is told whose unfinished line is too much for the memory of all.
    package init(
        limits: SocketLimits = SocketLimits(), threads: Int = 1, crowdedLine: [UInt8], overloadedLine: [UInt8],
        observe: @escaping @Sendable (SocketEvent) -> Void = { _ in }, makeConsumer: @escaping ConsumerFactory
    ) {
        service = SocketService(
            limits: limits, register: ConnectionRegister(limits: limits), crowdedLine: crowdedLine,
            overloadedLine: overloadedLine, makeConsumer: makeConsumer, observe: observe)
        group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    }

    /// Begins to accept. `badInheritance` when a passed descriptor cannot be served.
    package func listen(on listener: SocketListener) async throws(LinuxError) {
        let descriptor = try listener.descriptor()
        do {
            let channel = try await bootstrap(for: listener.name).withBoundSocket(descriptor).get()
            listening.withLock { $0.append((listener, channel)) }
        } catch {
            throw .badInheritance("cannot accept on \(listener.name): \(error)")
        }
    }

    package func stopAccepting() async {
        let stopping = listening.withLock { listening in
            defer { listening = [] }
            return listening
        }
        for (listener, channel) in stopping {
            // It may have closed itself already, and then there is nothing to do.
            _ = try? await channel.close().get()
            listener.stopped()
        }
    }

    /// Stops accepting, lets every connection answer what it has, and closes what is left at the deadline.
    package func drain(until deadline: ContinuousClock.Instant) async {
        await stopAccepting()
        for connection in service.register.all { connection.drain() }
        let register = service.register
        await withTaskGroup { group in
            group.addTask { await register.untilIdle() }
            group.addTask {
                // Cancelled when all have gone in time; else the time is up. Both ways the rest is closed.
                _ = try? await Task.sleep(until: deadline, clock: .continuous)
                for connection in register.all { connection.abort() }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Ends the threads; the server is of no use any more.
    package func shutDown() async {
        await drain(until: .now)
        _ = try? await group.shutdownGracefully()
    }

    /// Calls `body` from the serving loop again and again, for a watchdog that is to notice when the loop is stuck.
    package func heartbeat(every interval: Duration, _ body: @escaping @Sendable () -> Void) {
        let interval = TimeAmount(interval)
        group.next().scheduleRepeatedTask(initialDelay: .zero, delay: interval) { _ in body() }
    }

    private func bootstrap(for name: String) -> ServerBootstrap {
        let service = service
        let water = ChannelOptions.Types.WriteBufferWaterMark(
            low: service.limits.outboundBytes / 4, high: service.limits.outboundBytes)
        return ServerBootstrap(group: group)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pause = TimeAmount(service.limits.acceptPause)
                    let handlers = channel.pipeline.syncOperations
                    try handlers.addHandler(AcceptBackoffHandler { _ in pause })
                    try handlers.addHandler(AcceptObserver(observe: service.observe))
                }
            }
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.writeBufferWaterMark, value: water)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(LineHandler(service: service, listener: name))
                }
            }
    }
}

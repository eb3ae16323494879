internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import NIOTLS

/// Has a connection speak HTTP/2 where both sides agreed on it in TLS (RFC 7301), and HTTP/1.1 everywhere else.
struct WebDialect: Sendable {
    /// Of a connection on which nothing happens; clients keep theirs for about as long.
    private static let idleTimeout: TimeAmount = .seconds(120)
    /// Hummingbird's own records could hold a request's target: they go nowhere.
    private static let silent = Logger(label: "http") { _ in SwiftLogNoOpLogHandler() }

    private let tls: NIOSSLContext?
    private let handshakeTimeout: TimeAmount
    private let one: HTTP1Channel
    private let two: HTTP2Channel

    /// - Parameters:
    ///   - tls: nil in clear. What it offers by ALPN decides whether there is HTTP/2.
    ///   - handshakeTimeout: for TLS from the connection on; what idles later is HTTP's to end.
    init(_ responder: WebResponder, tls: NIOSSLContext?, handshakeTimeout: TimeAmount) {
        self.tls = tls
        self.handshakeTimeout = handshakeTimeout
        one = HTTP1Channel(
            responder: { request, writer, _ in try await responder.respond(to: request, on: .connection, writer) },
            configuration: .init(idleTimeout: Self.idleTimeout))
        two = HTTP2Channel(
            responder: { request, writer, _ in try await responder.respond(to: request, on: .stream, writer) },
            configuration: .init(
                idleTimeout: .nanoseconds(Self.idleTimeout.nanoseconds),
                streamConfiguration: .init(idleTimeout: Self.idleTimeout)))
    }

    func setUp(_ channel: any Channel) -> EventLoopFuture<Void> {
        guard let tls else { return speakOne(on: channel) }
        let patience = channel.eventLoop.scheduleTask(in: handshakeTimeout) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in patience.cancel() }
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
            try channel.pipeline.syncOperations.addHandler(
                ApplicationProtocolNegotiationHandler { agreed, channel in
                    patience.cancel()
                    return agreed == .negotiated("h2") ? speakTwo(on: channel) : speakOne(on: channel)
                })
        }
    }

    // The tasks outlive these callbacks, which cannot wait: the connection ends them, by idling at the latest.

    private func speakOne(on channel: any Channel) -> EventLoopFuture<Void> {
        one.setup(channel: channel, logger: Self.silent).map { connection in
            Task { await one.handle(value: connection, logger: Self.silent) }
        }
    }

    private func speakTwo(on channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(LateResets())
        }.flatMap {
            two.setup(channel: channel, logger: Self.silent)
        }.map { connection in
            Task { await two.handle(value: connection, logger: Self.silent) }
        }
    }
}

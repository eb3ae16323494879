internal import NIOCore

/// Takes out of an HTTP/2 connection what resets streams that are over already.
///
/// libcurl 7.88, which Debian 12 has, resets nearly every stream when its answer is complete. That has no effect (RFC 9113,
/// section 5.1), but NIO counts it like an attack by resets and ends the connection after 200 within half a minute.
final class LateResets: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let preface = 24
    /// How many streams are remembered as over; a client resets one at once or never.
    private static let memory = 1_024

    private var held = ByteBuffer()
    private var isPrefacePast = false
    private var outbound = FrameHeads()
    private var ended: Set<UInt32> = []

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        held.writeImmutableBuffer(unwrapInboundIn(data))
        var kept = ByteBuffer()
        if !isPrefacePast, let preface = held.readSlice(length: Self.preface) {
            isPrefacePast = true
            kept.writeImmutableBuffer(preface)
        }
        while isPrefacePast, let head = FrameHead(held), let frame = held.readSlice(length: head.wholeLength) {
            if head.isReset, ended.remove(head.stream) != nil { continue }
            kept.writeImmutableBuffer(frame)
        }
        held.discardReadBytes()
        if kept.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(kept)) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        for head in outbound.take(unwrapOutboundIn(data)) where head.endsStream {
            if ended.count >= Self.memory { ended.removeAll() }
            ended.insert(head.stream)
        }
        context.write(data, promise: promise)
    }
}

/// The nine bytes before each frame's content (RFC 9113, section 4.1).
private struct FrameHead {
    static let length = 9
    let contentLength: Int
    let type: UInt8
    let flags: UInt8
    let stream: UInt32

    /// Nil while they are not all there.
    init?(_ buffer: ByteBuffer) {
        let at = buffer.readerIndex
        guard let lengthAndType = buffer.getInteger(at: at, as: UInt32.self),
            let flags = buffer.getInteger(at: at + 4, as: UInt8.self),
            let stream = buffer.getInteger(at: at + 5, as: UInt32.self)
        else { return nil }
        contentLength = Int(lengthAndType >> 8)
        type = UInt8(truncatingIfNeeded: lengthAndType)
        self.flags = flags
        self.stream = stream & 0x7fff_ffff
    }

    var wholeLength: Int { Self.length + contentLength }
    var isReset: Bool { type == 3 }
    /// Of DATA and HEADERS.
    var endsStream: Bool { type <= 1 && flags & 1 != 0 }
}

/// Finds the heads of frames in bytes that come in pieces.
private struct FrameHeads {
    private var partial = ByteBuffer()
    private var toSkip = 0

    mutating func take(_ bytes: ByteBuffer) -> [FrameHead] {
        var bytes = bytes
        var heads: [FrameHead] = []
        while bytes.readableBytes > 0 {
            if toSkip > 0 {
                let count = min(toSkip, bytes.readableBytes)
                bytes.moveReaderIndex(forwardBy: count)
                toSkip -= count
                continue
            }
            let missing = min(FrameHead.length - partial.readableBytes, bytes.readableBytes)
            if let more = bytes.readSlice(length: missing) { partial.writeImmutableBuffer(more) }
            guard let head = FrameHead(partial) else { break }
            partial.clear()
            toSkip = head.contentLength
            heads.append(head)
        }
        return heads
    }
}

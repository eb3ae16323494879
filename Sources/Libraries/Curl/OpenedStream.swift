/// What the loop hands out when a connection is up.
struct OpenedStream: Sendable {
    let id: StreamID
    let inbox: StreamInbox
}

/// What the loop hands out when the head of a response is there.
struct OpenedDownload: Sendable {
    let id: StreamID
    let head: ResponseHead
    let inbox: StreamInbox
}

/// One HTTP answer, and how it goes out.
package struct WebResponse: Sendable {
    /// What the network does to it; all but `whole` are faults.
    package enum Delivery: Sendable, Hashable {
        case whole
        /// Nothing goes out and the connection ends, or with HTTP/2 the stream.
        case dropped
        /// Half of the body goes out and the connection ends, or with HTTP/2 the stream.
        case truncated
        case slow(bytesPerSecond: Int)
        /// The body goes out, and its last byte again and again.
        case endless
    }

    package var status: Int
    package var headers: WebHeaders
    package var body: WebBody
    package var delivery = Delivery.whole
    /// Kept until the answer has gone out or is given up: what counts the request as under way ends with it.
    package var underway: (any AnyObject & Sendable)?

    package init(status: Int, headers: WebHeaders = .init(), body: WebBody = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

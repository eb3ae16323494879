internal import Transport

/// What becomes of a response while it comes in. Confined to the loop's thread.
protocol ResponseReceiver: AnyObject {
    /// The head is there.
    func begin(_ head: ResponseHead)

    /// Takes a piece of the body: all of it, or, when the answer is false, nothing, and the transfer rests until it is
    /// resumed. An error ends the transfer with it.
    func receive(_ bytes: UnsafeRawBufferPointer) throws(TransportError) -> Bool

    /// The response has ended, well or not. Called once, at last.
    func finish(_ result: Result<ResponseHead, TransportError>)
}

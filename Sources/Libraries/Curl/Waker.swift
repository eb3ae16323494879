internal import CCurl

/// Wakes the loop from any thread (eventfd).
final class Waker: Sendable {
    let descriptor: CInt

    init() throws(CurlSetupError) {
        descriptor = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw .system("no eventfd") }
    }

    deinit { close(descriptor) }

    func wake() { eventfd_write(descriptor, 1) }

    func drain() {
        var count: eventfd_t = 0
        unsafe eventfd_read(descriptor, &count)
    }
}

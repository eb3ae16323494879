extension GraphVerdict {
    /// What a status says where no code says more.
    init(status: Int) {
        self =
            switch status {
            case 300..<400: .redirected
            case 401: .tokenRefused
            case 403: .noRight
            case 404: .absent
            case 408: .unavailable("Graph waited too long for the request")
            case 409, 412: .conflict
            case 410: .stale
            case 413: .tooLarge
            case 423: .unavailable("the mailbox is locked at the moment")
            case 424: .unavailable("a request that this one depends on failed")
            case 429: .throttled
            case 501, 505: .notTaken
            case 507: .full
            case 400..<500: .notTaken
            default: .unavailable("Graph failed")
            }
    }
}

/// One thing that a server said.
enum Response: Equatable {
    /// `+`: it waits for the rest of a command.
    case continuation(String)
    /// The end of the command with that tag.
    case tagged(String, StatusResponse)
    case untagged(UntaggedResponse)
}

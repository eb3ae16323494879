/// The claims that make the next sign-in a stronger one (reference sheet §A10, §A14).
enum StepUp {
    /// For somebody who needs a second factor and has not given one. The value names no real policy.
    static let claims =
        #"{"access_token":{"capolids":{"essential":true,"values":["00000000-0000-0000-0000-0000000000fa"]}}}"#
}

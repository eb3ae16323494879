/// Why a `$batch` is refused as a whole.
struct BatchProblem: Error, Hashable, Sendable {
    let message: String
}

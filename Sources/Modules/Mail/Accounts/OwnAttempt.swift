/// What the daemon does by itself, with nobody waiting for it. Whoever hands out what is scarce serves others first.
package enum OwnAttempt {
    @TaskLocal package static var isUnderWay = false
}

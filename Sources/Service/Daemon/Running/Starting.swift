/// Something that can be in the way of starting.
protocol StartObstacle: Error {
    var startFailure: StartFailure { get }
}

/// Takes one step of the start; what is in its way ends the program.
func starting<Value, Obstacle: StartObstacle>(_ step: () throws(Obstacle) -> Value) throws(StartFailure) -> Value {
    do throws(Obstacle) { return try step() } catch { throw error.startFailure }
}

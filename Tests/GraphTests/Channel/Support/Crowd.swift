/// Counts who is inside at the same time. Everybody stays until others have had every chance to come in too.
actor Crowd {
    private var inside = 0
    private(set) var largest = 0

    func pass(_ weight: Int = 1) async {
        inside += weight
        largest = max(largest, inside)
        for _ in 0..<100 { await Task.yield() }
        inside -= weight
    }
}

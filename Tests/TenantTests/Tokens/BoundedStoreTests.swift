import Testing

@testable import Tenant

@Suite("A store of what was handed out")
struct BoundedStoreTests {
    @Test("keeps no more than it may, the newest ones")
    func bounded() {
        let store = BoundedStore<Int>(capacity: 100)
        for number in 0..<1_000 { store.put(number, under: "k\(number)", until: 10) }
        #expect(store.count <= 100)
        #expect(store.value("k999", at: 0) == 999)
        #expect(store.value("k0", at: 0) == nil)
    }

    @Test("stays bounded where values are taken out again")
    func taken() {
        let store = BoundedStore<Int>(capacity: 10)
        for number in 0..<1_000 {
            store.put(number, under: "k\(number)", until: 10)
            #expect(store.take("k\(number)", at: 0) == number)
        }
        #expect(store.count == 0)
    }

    @Test("forgets what is over, and gives a value out once")
    func over() {
        let store = BoundedStore<Int>(capacity: 10)
        store.put(1, under: "a", until: 5)
        #expect(store.value("a", at: 5) == nil)
        #expect(store.value("a", at: 4) == 1)
        #expect(store.take("a", at: 4) == 1)
        #expect(store.take("a", at: 4) == nil)
        #expect(store.change("a", at: 4) { $0 } == nil)
    }

    @Test("takes a new value where there is none, or none any longer")
    func new() {
        let store = BoundedStore<Int>(capacity: 10)
        #expect(store.putNew(1, under: "a", until: 5, at: 4))
        #expect(!store.putNew(2, under: "a", until: 5, at: 4))
        #expect(store.value("a", at: 4) == 1)
        #expect(store.putNew(3, under: "a", until: 9, at: 5))
        #expect(store.value("a", at: 8) == 3)
    }
}

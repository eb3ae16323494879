import Tenant
import Testing

@testable import GraphDoor

@Suite("What search folders found")
struct SearchFolderMemoryTests {
    private func place(_ folder: UInt32) -> SearchFolderMemory.Place {
        .init(mailbox: SeedPeople.adele, folder: FolderNumber(folder))
    }

    private func found(by filter: String) -> SearchFolderMemory.Findings {
        .init(filter: filter, verdicts: [MessageNumber(1): .init(changed: ChangeNumber(1), isFound: true)])
    }

    @Test("is known until the filter becomes another")
    func filter() {
        let memory = SearchFolderMemory()
        memory.keep(found(by: "isRead eq true"), in: place(1))
        #expect(memory.findings(in: place(1), by: "isRead eq true").verdicts.count == 1)
        #expect(memory.findings(in: place(1), by: "isRead eq false").verdicts.isEmpty)
        #expect(memory.findings(in: place(2), by: "isRead eq true").verdicts.isEmpty)
    }

    @Test("is not kept for more folders than anybody looks into")
    func bound() {
        let memory = SearchFolderMemory()
        for folder in 1...65 { memory.keep(found(by: "f"), in: place(UInt32(folder))) }
        #expect(memory.findings(in: place(1), by: "f").verdicts.isEmpty)
        #expect(memory.findings(in: place(65), by: "f").verdicts.count == 1)
    }
}

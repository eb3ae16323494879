import Testing

@testable import Transport

@Suite("The egress policy")
struct EgressPolicyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var address: String
        var refusal: EgressRefusal?
        var testDescription: String { address }
    }

    @Test(
        "judges every kind of address when the configuration allows nothing",
        arguments: [
            Case(address: "52.97.1.1", refusal: nil),
            Case(address: "2603:1026::5", refusal: nil),
            Case(address: "127.0.0.1", refusal: .loopback),
            Case(address: "127.255.255.254", refusal: .loopback),
            Case(address: "::1", refusal: .loopback),
            Case(address: "::ffff:127.0.0.1", refusal: .loopback),
            Case(address: "::ffff:7f00:1", refusal: .loopback),
            Case(address: "::127.0.0.1", refusal: .loopback),
            Case(address: "64:ff9b::7f00:1", refusal: .loopback),
            Case(address: "64:ff9b:1::a9fe:a9fe", refusal: .unusable),
            Case(address: "::ffff:0:10.0.0.1", refusal: .unusable),
            Case(address: "2001:0:5ef5:79fd::1", refusal: .unusable),
            Case(address: "2002:7f00:1::", refusal: .loopback),
            Case(address: "64:ff9b::8.8.8.8", refusal: nil),
            Case(address: "10.1.2.3", refusal: .privateNetwork),
            Case(address: "172.15.255.255", refusal: nil),
            Case(address: "172.16.0.1", refusal: .privateNetwork),
            Case(address: "172.32.0.1", refusal: nil),
            Case(address: "192.168.0.1", refusal: .privateNetwork),
            Case(address: "100.64.0.1", refusal: .privateNetwork),
            Case(address: "fd12::1", refusal: .privateNetwork),
            Case(address: "fec0::1", refusal: .privateNetwork),
            Case(address: "169.254.1.1", refusal: .linkLocal),
            Case(address: "fe80::1", refusal: .linkLocal),
            Case(address: "febf::1", refusal: .linkLocal),
            Case(address: "169.254.169.254", refusal: .metadata),
            Case(address: "::ffff:169.254.169.254", refusal: .metadata),
            Case(address: "64:ff9b::a9fe:a9fe", refusal: .metadata),
            Case(address: "2002:a9fe:a9fe::1", refusal: .metadata),
            Case(address: "fd00:ec2::254", refusal: .metadata),
            Case(address: "168.63.129.16", refusal: .metadata),
            Case(address: "224.0.0.1", refusal: .multicast),
            Case(address: "ff02::1", refusal: .multicast),
            Case(address: "0.0.0.0", refusal: .unusable),
            Case(address: "0.1.2.3", refusal: .unusable),
            Case(address: "::", refusal: .unusable),
            Case(address: "255.255.255.255", refusal: .unusable),
        ])
    func defaults(_ c: Case) throws {
        let address = try #require(IPAddress(c.address))
        #expect(EgressPolicy().refusal(of: address, for: "mail.example.com") == c.refusal)
    }

    @Test("lets in the ranges and the hosts that are named, and no others")
    func allowances() throws {
        let block = try #require(AddressBlock("10.1.0.0/16"))
        let policy = EgressPolicy(allowedBlocks: [block], allowedHosts: ["Mail.Corp.Example"])
        let inside = try #require(IPAddress("10.1.200.3"))
        let outside = try #require(IPAddress("10.2.0.1"))
        #expect(policy.refusal(of: inside, for: "anything.example") == nil)
        #expect(policy.refusal(of: outside, for: "anything.example") == .privateNetwork)
        #expect(policy.refusal(of: outside, for: "mail.corp.EXAMPLE") == nil)
        #expect(policy.refusal(of: outside, for: "mail.corp.example.com") == .privateNetwork)
    }

    @Test(
        "allows a metadata, link-local or multicast address to nobody",
        arguments: ["169.254.169.254", "fe80::1", "ff02::1", "fd00:ec2::254"])
    func never(_ text: String) throws {
        let address = try #require(IPAddress(text))
        let everything = try ["0.0.0.0/0", "::/0"].map { try #require(AddressBlock($0)) }
        let policy = EgressPolicy(allowedBlocks: everything, allowedHosts: ["metadata"])
        #expect(policy.refusal(of: address, for: "metadata") != nil)
    }

    @Test(
        "refuses what is no address",
        arguments: [
            "", ":", "::1::", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "12345::", "::g",
            "fe80::1%eth0",
            "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "1.2.3.-4", "+1.2.3.4", "::1.2.3.4:5", "1.2.3.4::", "::+1",
            "1:",
        ])
    func notAddresses(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        "refuses what is no range",
        arguments: [
            "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "::/129", "10.0.0.0/8/8", "10.0.0.0/+8", "fd00::1/8",
            "10.0.0.0/-1",
        ])
    func notBlocks(_ text: String) {
        #expect(AddressBlock(text) == nil)
    }
}

/// Of `openssl req -x509 -newkey ec`, with what `openssl x509 -fingerprint -dates` says of it.
extension X509CertificateTests {
    static let sampleSHA1 = "EA63D321ECF1EF6F9E64D29301FA3C39A388337D"
    static let sampleSHA256 = "F786A968D77212B0EB7797BDBDFBC51A936E61550BA630F26E86AF7C2E411ED2"
    static let sampleNotBefore: Int64 = 1_795_390_608
    static let sampleNotAfter: Int64 = 1_797_982_608
    static let sample = """
        -----BEGIN CERTIFICATE-----
        MIIBdjCCAR2gAwIBAgIUAneae83a6iNPJCnUTIhqhEbV3powCgYIKoZIzj0EAwIw
        ETEPMA0GA1UEAwwGc2FtcGxlMB4XDTI2MTEyMjIzMzY0OFoXDTI2MTIyMjIzMzY0
        OFowETEPMA0GA1UEAwwGc2FtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
        IeeYg2dN/ZfnBetbHDDSVACbDqGPLUd/pdjOoa8qK3YbOXbZ4q/tOE1FBxda8k3D
        LOXq5il+6NS85D0MYEFW56NTMFEwHQYDVR0OBBYEFJzHn7ci8OZHfOJTJ1cQy3Yy
        vIhCMB8GA1UdIwQYMBaAFJzHn7ci8OZHfOJTJ1cQy3YyvIhCMA8GA1UdEwEB/wQF
        MAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgAQtjRTpYX3ZTj+FfkvsCfyfNDIDaQbDe
        +32UHI0nKqUCICETr6aRR+Yeyyhj3pog7QPxZ8UjV57KJI44id2icTff
        -----END CERTIFICATE-----
        """
}

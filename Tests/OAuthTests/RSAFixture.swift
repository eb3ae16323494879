import JSON

/// A token that Python's `cryptography` signed by RS256, and the key to it; the private half is gone.
enum RSAFixture {
    static let modulus =
        "wkgiPBAfxPjcxd_L9tOYUILB5iImavxmlqYRSNHIRwJ8CrAZ9PMGjYjbcfV5FcjEO1Qaeg8Nj2Zomm__J_94yoycKCd9yHHS"
        + "kFV7r9iBABOLY4b6Ka71Eq6oYg2Qc5WnbVjxjwr24eHfVvFlev07xbnttiza827waAKL9U82bMQ3o869e8jCvdC5BGWaIjbz"
        + "w5WnKpQgP7KTnZSuDverYDPCt78OHHniuGURTz-km4EsMqkqEVd10fCV4aqn3q5ryVYKT5giqerD7MoiLlCRcdgdYI_AMobm"
        + "kXfFuqfXZoEOwwb9MKRJ9Fyusf5Q9X_VqD_beHumYrqeaErCUjfh3Q"

    static let jwk: JSONValue = .object([
        "kty": "RSA", "use": "sig", "kid": "rsa1", "e": "AQAB", "n": .string(modulus),
    ])

    /// `iss` https://id.example, `sub` user, `aud` client, `nonce` n, `exp` 1003600.
    static let token =
        "eyJhbGciOiAiUlMyNTYiLCAia2lkIjogInJzYTEiLCAidHlwIjogIkpXVCJ9"
        + "."
        + "eyJpc3MiOiAiaHR0cHM6Ly9pZC5leGFtcGxlIiwgInN1YiI6ICJ1c2VyIiwgImF1ZCI6ICJjbGllbnQiLCAibm9uY2UiOiAi"
        + "biIsICJleHAiOiAxMDAzNjAwfQ"
        + "."
        + "FwjLJZgdMtbKbL99QyZLq54bjDIdPGnCLu7lH1UCb8ZCemjEem3xbFSriDAJDTa0VGC1tlr9UnfoJZL3Cv3vCBuy7BBhTJW5"
        + "c55SE04peFC4oVB40C_TulUnvC_1e0rP1h9iSUPsf9bqRLyrLRj6zIsD65AAFgHrfFgezt50y879vL1XrTNJOf9SP292X-Ix"
        + "2-gDgWHmz_vErY9e4A72aLJwDfYEM48YMcX2gU90vj8pB2jqMNeD2HXHBgWzfztbPTloxQy9WReqZinW-S0XGHd1-zEBRB-C"
        + "uh3IIYHHafGnhrXhRt4mQT7FkeDCMtoHRXfxHXcV2XFnscIIfmj7fA"
}

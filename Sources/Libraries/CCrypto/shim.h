// What Cryptography uses of OpenSSL 3.0's libcrypto.
#pragma once
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <sys/mman.h>

/// EVP_CTRL_AEAD_* take a void pointer and do not change what they read.
static inline int pc_set_tag(EVP_CIPHER_CTX *context, const void *tag, int count) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, count, (void *)tag);
}
static inline int pc_get_tag(EVP_CIPHER_CTX *context, void *tag, int count) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, count, tag);
}
/// MAP_FAILED is a cast, which Swift does not import.
static inline void *pc_map(size_t count) {
    void *base = mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return base == MAP_FAILED ? NULL : base;
}
/// Keeps a mapping out of swap, core dumps and forked children, as far as the system lets us.
static inline void pc_shield(void *base, size_t count) {
    (void)mlock(base, count);
    (void)madvise(base, count, MADV_DONTDUMP);
    (void)madvise(base, count, MADV_WIPEONFORK);
}

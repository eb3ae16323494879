// What Cryptography uses of OpenSSL 3.0's libcrypto.
#pragma once
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
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

/// EVP_PKEY_Q_keygen is variadic.
static inline EVP_PKEY *pc_generate_rsa(size_t bits) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits);
}
/// A PEM file with a password gives none, and libcrypto does not ask for one at the terminal.
static inline int pc_no_password(char *buffer, int size, int for_writing, void *unused) {
    (void)buffer; (void)size; (void)for_writing; (void)unused;
    return -1;
}
static inline EVP_PKEY *pc_read_private_key(BIO *pem) {
    return PEM_read_bio_PrivateKey(pem, NULL, pc_no_password, NULL);
}
static inline X509 *pc_read_certificate(BIO *pem) {
    return PEM_read_bio_X509(pem, NULL, pc_no_password, NULL);
}
/// BIO_get_mem_data is a macro. The bytes belong to the BIO.
static inline const unsigned char *pc_bio_bytes(BIO *bio, size_t *count) {
    char *bytes = NULL;
    long length = BIO_get_mem_data(bio, &bytes);
    *count = length > 0 ? (size_t)length : 0;
    return (const unsigned char *)bytes;
}
/// Adds one extension in the words of x509v3_config(5). X509V3_EXT_conf_nid wants a context on the stack.
static inline int pc_add_extension(X509 *certificate, X509 *issuer, int kind, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
    if (extension == NULL) return 0;
    int result = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return result;
}

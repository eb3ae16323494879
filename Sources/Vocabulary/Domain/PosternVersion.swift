/// Which Postern this is: daemon and command line have one version. That of the interface is API's.
package enum PosternVersion {
    package static let text = "0.1.0"
}

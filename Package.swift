// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "trailbinder",
  products: [.executable(name: "trailbinder", targets: ["trailbinder"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CDeflate",
      pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"])]
    ),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(
      name: "CLibXML2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]
    ),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .target(name: "CScan"),
    .target(name: "Columns", swiftSettings: strict),
    .target(
      name: "CloudTrail",
      dependencies: [
        "Columns", "CDeflate", "CZlib", "CZstd", "CScan",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: strict
    ),
    .target(name: "Queries", dependencies: ["Columns", "CPCRE2"], swiftSettings: strict),
    .target(
      name: "Report",
      dependencies: [
        "Columns", "Queries", "CLibXML2",
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "trailbinder",
      dependencies: [
        "Columns", "CloudTrail", "Queries", "Report",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    // Answers the queries of scripts/differential; no product.
    .executableTarget(
      name: "QueryProbe",
      dependencies: ["Columns", "CloudTrail", "Queries"],
      path: "Tests/QueryProbe",
      swiftSettings: strict
    ),
    // Holds docs/security.md against what tests see; no product.
    .target(name: "SecurityPage", path: "Tests/SecurityPage", swiftSettings: strict),
    // Makes logs and measures; built and run by `make bench`; no product.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Columns", "CloudTrail", "Queries", "Report", "CDeflate",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/Sources",
      swiftSettings: strict
    ),
    .testTarget(name: "ColumnsTests", dependencies: ["Columns"], swiftSettings: strict),
    // Writes chains of signed digests for tests; no product.
    .target(
      name: "SignedTrail",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      path: "Tests/SignedTrail",
      swiftSettings: strict
    ),
    .testTarget(
      name: "CloudTrailTests",
      dependencies: ["CloudTrail", "Columns", "SecurityPage", "SignedTrail"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "QueriesTests",
      dependencies: ["Queries", "CloudTrail", "Columns"],
      exclude: ["Golden"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ReportTests",
      dependencies: ["Report", "Queries", "Columns"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: ["Benchmarks", "CloudTrail", "Columns", "Queries"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["trailbinder", "Columns", "SecurityPage", "SignedTrail"],
      exclude: ["Expected"],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)

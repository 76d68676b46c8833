// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

exit(await Trailbinder.run(Array(CommandLine.arguments.dropFirst())).rawValue)

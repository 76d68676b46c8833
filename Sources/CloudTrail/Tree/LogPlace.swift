// SPDX-License-Identifier: Apache-2.0

/// What the place of a file tells: whose log it is, of which region and day, and of which service.
///
/// CloudTrail delivers to `[prefix/]AWSLogs/[o-id/]<account>/CloudTrail/<region>/YYYY/MM/DD/` under
/// `<account>_CloudTrail_<region>_<time>_<random>.json.gz`. The folders are believed first, then the
/// name. A copy may lack any of the folders, since a user may have copied a day or a region alone.
struct LogPlace: Equatable {
  var account: String?
  var region: String?
  var day: Day?
  /// The name of the service's folder: `CloudTrail`, `CloudTrail-Digest`, `Config`.
  var service: String?

  /// Reads the names of the folders above a file, from the top down; of `year=2024` what it equals.
  init(folders names: [String]) {
    let folders = names.map { name in
      name.split(separator: "=", maxSplits: 1).last.map(String.init) ?? name
    }
    if let top = folders.lastIndex(of: "AWSLogs") {
      readDelivered(folders[(top + 1)...])
    }
    if service == nil { findService(in: folders) }
    if day == nil { readTrailingDay(folders) }
  }

  /// Fills what the folders did not tell from the name of the file.
  ///
  /// - Returns: the place, and whether the name is one that CloudTrail gives.
  func completed(byName name: String) -> LogPlace {
    let parts = name.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
      .map { Substring($0) }
    guard parts.count >= 4, Self.isAccount(parts[0]) else { return self }
    var place = self
    let service = String(parts[1])
    let isKnown = service.hasPrefix("CloudTrail") || SkippedKind.otherServices[service] != nil
    guard isKnown else { return self }
    // A digest in a folder of log files is still a digest.
    if place.service == nil || place.service == "CloudTrail" { place.service = service }
    place.account = place.account ?? String(parts[0])
    if place.region == nil, Self.isRegion(parts[2]) { place.region = String(parts[2]) }
    if place.day == nil {
      place.day = parts[3...].lazy.compactMap { Self.day(stamp: $0) }.first
    }
    return place
  }

  /// Reads `[o-id/]<account>/<service>/<region>/YYYY/MM/DD`.
  private mutating func readDelivered(_ folders: ArraySlice<String>) {
    var rest = folders
    if let first = rest.first, first.hasPrefix("o-") { rest = rest.dropFirst() }
    guard let first = rest.first else { return }
    let isAccount = Self.isAccount(first) || rest.dropFirst().first.map(Self.isService) ?? false
    guard isAccount else { return }
    account = first
    guard let service = rest.dropFirst().first else { return }
    if Self.isRegion(service) {
      // A copy without the folder of the service.
      readBelowService(rest.dropFirst())
      return
    }
    self.service = service
    readBelowService(rest.dropFirst(2))
  }

  /// Looks for the folder of a CloudTrail service anywhere.
  private mutating func findService(in folders: [String]) {
    guard let place = folders.lastIndex(where: Self.isService) else { return }
    service = folders[place]
    if place > 0, Self.isAccount(folders[place - 1]) { account = folders[place - 1] }
    readBelowService(folders[(place + 1)...])
  }

  /// Reads `<region>/YYYY/MM/DD`.
  private mutating func readBelowService(_ folders: ArraySlice<String>) {
    guard let region = folders.first, Day.number(region.utf8) == nil else { return }
    self.region = region
    day = Self.day(folders.dropFirst())
  }

  /// Reads `…/<region>/YYYY/MM/DD` at the end of the folders, where there was no service.
  private mutating func readTrailingDay(_ folders: [String]) {
    guard folders.count >= 3, let day = Self.day(folders[(folders.count - 3)...]) else { return }
    self.day = day
    if region == nil, folders.count >= 4, Self.isRegion(folders[folders.count - 4]) {
      region = folders[folders.count - 4]
    }
  }

  private static func isService(_ folder: String) -> Bool {
    folder == "CloudTrail" || folder.hasPrefix("CloudTrail-")
  }

  private static func isAccount(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// `us-east-1`, `us-gov-west-1`: words of lower case letters and digits, the last a number.
  private static func isRegion(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count >= 3 && parts.allSatisfy { !$0.isEmpty }
      && parts.last?.first?.isNumber ?? false
      && text.utf8.allSatisfy {
        (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      }
  }

  /// `YYYY`, `MM`, `DD` as three folders.
  private static func day(_ folders: ArraySlice<String>) -> Day? {
    let parts = Array(folders.prefix(3))
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2, let year = Day.number(parts[0].utf8),
      let month = Day.number(parts[1].utf8), let day = Day.number(parts[2].utf8)
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// `YYYYMMDDTHHmmZ` or `YYYYMMDDTHHmmssZ`.
  private static func day(stamp: some StringProtocol) -> Day? {
    let bytes = Array(stamp.utf8)
    guard bytes.count >= 14, bytes[8] == UInt8(ascii: "T"),
      let year = Day.number(bytes[0..<4]), let month = Day.number(bytes[4..<6]),
      let day = Day.number(bytes[6..<8])
    else { return nil }
    return Day(year: year, month: month, day: day)
  }
}

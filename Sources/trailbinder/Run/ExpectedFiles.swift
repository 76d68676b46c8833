// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Report

/// Reads what ought to be logged from files that the AWS CLI prints.
///
/// What is not known in them is passed over, since later versions of the CLI print more.
enum ExpectedFiles {
  private static let byteLimit = 64 << 20

  static func read(_ sources: ExpectedSources) throws(Failure) -> ExpectedLogs {
    var expected = ExpectedLogs(regions: sources.regions)
    expected.accounts = sources.accounts.map { $0.map { ExpectedAccount(id: $0) } }
    for file in sources.accountFiles {
      expected.accounts = try (expected.accounts ?? []) + list(of: file, "Accounts", account)
    }
    for file in sources.trailFiles {
      expected.trails = try (expected.trails ?? []) + list(of: file, "trailList", trail)
    }
    for file in sources.selectorFiles {
      expected.selectors = try (expected.selectors ?? []) + [selectors(node(of: file), file)]
    }
    return expected
  }

  // MARK: Files

  private static func node(of file: String) throws(Failure) -> JSONNode {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(file, limit: byteLimit)
    } catch {
      throw Failure(.misused, "cannot read '\(file)': \(error.reason)")
    }
    do {
      return try JSONReader.read(bytes)
    } catch {
      throw failure(error, file)
    }
  }

  /// The items of an array below a key of the outer object, or of an outer array.
  private static func list<Item>(
    of file: String,
    _ key: String,
    _ read: (JSONNode) throws(JSONProblem) -> Item
  ) throws(Failure) -> [Item] {
    let root = try node(of: file)
    do throws(JSONProblem) {
      guard case .array(let elements) = (root[key] ?? root).value else {
        throw JSONProblem("expected an object with the array '\(key)'", at: root.position)
      }
      var items: [Item] = []
      for element in elements { items.append(try read(element)) }
      return items
    } catch {
      throw failure(error, file)
    }
  }

  private static func failure(_ problem: JSONProblem, _ file: String) -> Failure {
    Failure(
      .misused,
      [
        Diagnostic(
          .error,
          problem.message,
          place: "\(file):\(problem.position.line):\(problem.position.column)"
        )
      ]
    )
  }

  // MARK: aws organizations list-accounts

  private static func account(_ node: JSONNode) throws(JSONProblem) -> ExpectedAccount {
    let id = node["Id"]?.text ?? node.text ?? ""
    guard id.utf8.count == 12, id.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw JSONProblem("expected an account with an 'Id' of 12 digits", at: node.position)
    }
    return ExpectedAccount(
      id: id,
      name: node["Name"]?.text,
      isActive: (node["State"]?.text ?? node["Status"]?.text ?? "ACTIVE") == "ACTIVE",
      joinedDay: node["JoinedTimestamp"].flatMap(day)
    )
  }

  /// Times are ISO 8601, or seconds since 1970, by version and settings of the CLI.
  private static func day(_ node: JSONNode) -> String? {
    if case .number(let digits) = node.value, let seconds = Double(digits),
      seconds >= 0, seconds < 253_402_300_800
    {
      let date = CivilDate(epochDay: Int(seconds) / 86_400)
      return Day(year: date.year, month: date.month, day: date.day)?.description
    }
    return node.text.flatMap { Day(String($0.prefix(10)))?.description }
  }

  // MARK: aws cloudtrail describe-trails

  private static func trail(_ node: JSONNode) throws(JSONProblem) -> ExpectedTrail {
    guard let name = node["Name"]?.text ?? node["TrailARN"]?.text else {
      throw JSONProblem("expected a trail with a 'Name'", at: node.position)
    }
    return ExpectedTrail(
      name: name,
      homeRegion: node["HomeRegion"]?.text,
      isMultiRegion: node["IsMultiRegionTrail"]?.truth,
      isOrganization: node["IsOrganizationTrail"]?.truth,
      includesGlobalServices: node["IncludeGlobalServiceEvents"]?.truth,
      validatesLogFiles: node["LogFileValidationEnabled"]?.truth,
      hasInsights: node["HasInsightSelectors"]?.truth
    )
  }

  // MARK: aws cloudtrail get-event-selectors

  private static func selectors(
    _ root: JSONNode,
    _ file: String
  ) throws(Failure) -> ExpectedSelectors {
    let plain = root["EventSelectors"]?.elements ?? []
    let advanced = root["AdvancedEventSelectors"]?.elements ?? []
    guard root["EventSelectors"] != nil || root["AdvancedEventSelectors"] != nil else {
      let problem = JSONProblem(
        "expected an object with 'EventSelectors' or 'AdvancedEventSelectors'",
        at: root.position
      )
      throw failure(problem, file)
    }
    var kinds: Set<EventKind> = []
    var limits: [String] = []
    for selector in plain {
      if selector["IncludeManagementEvents"]?.truth ?? true {
        kinds.insert(.management)
        for source in selector["ExcludeManagementEventSources"]?.elements ?? [] {
          limits += source.text.map { ["no management events of \($0)"] } ?? []
        }
      }
      let resources = selector["DataResources"]?.elements ?? []
      if !resources.isEmpty { kinds.insert(.data) }
      limits += resources.compactMap { $0["Type"]?.text }.map { "data events of \($0)" }
      if let type = selector["ReadWriteType"]?.text, type != "All" {
        limits.append(type == "WriteOnly" ? "no events that only read" : "no events that write")
      }
    }
    for selector in advanced { read(selector, &kinds, &limits) }
    let name = root["TrailARN"]?.text ?? Files.name(of: file)
    let trail = name.split(separator: "/").last.map(String.init) ?? name
    return ExpectedSelectors(trail: trail, kinds: kinds, limits: Array(Set(limits)).sorted())
  }

  private static func read(
    _ selector: JSONNode,
    _ kinds: inout Set<EventKind>,
    _ limits: inout [String]
  ) {
    var kind: EventKind?
    var restrictions: [String] = []
    for field in selector["FieldSelectors"]?.elements ?? [] {
      guard let name = field["Field"]?.text else { continue }
      if name == "eventCategory" {
        switch field["Equals"]?.elements.first?.text {
        case "Management": kind = .management
        case "Data": kind = .data
        case "NetworkActivity": kind = .networkActivity
        default: break
        }
      } else {
        restrictions.append(name)
      }
    }
    guard let kind else { return }
    kinds.insert(kind)
    if !restrictions.isEmpty {
      limits.append(
        "\(kind.noun) events by an advanced selector on \(restrictions.joined(separator: ", "))"
      )
    }
  }
}

extension EventKind {
  fileprivate var noun: String {
    switch self {
    case .management: "management"
    case .data: "data"
    case .insights: "Insights"
    case .networkActivity: "network activity"
    }
  }
}

extension JSONNode {
  fileprivate var text: String? {
    if case .string(let text) = value { text } else { nil }
  }

  fileprivate var truth: Bool? {
    if case .boolean(let truth) = value { truth } else { nil }
  }

  fileprivate var elements: [JSONNode] {
    if case .array(let elements) = value { elements } else { [] }
  }
}

// SPDX-License-Identifier: Apache-2.0
private import CloudTrail
private import Queries
private import Report

/// Checks a configuration's values one by one and makes a `Configuration` of them.
struct ConfigurationDecoder {
  private let file: String
  let base: String
  var reader = NodeReader()
  private var queryParameters: [String: [String: QueryParameter]] = [:]

  /// Decodes the content of a configuration file.
  static func decode(
    _ root: JSONNode,
    file: String
  ) -> (configuration: Configuration?, problems: [JSONProblem]) {
    var decoder = ConfigurationDecoder(file: file, base: Files.folder(of: file))
    let configuration = decoder.configuration(root)
    let problems = decoder.reader.problems.sorted {
      ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column)
    }
    return (problems.isEmpty ? configuration : nil, problems)
  }

  private init(file: String, base: String) {
    self.file = file
    self.base = base
  }

  private mutating func configuration(_ root: JSONNode) -> Configuration? {
    let nodes = reader.object(root, "the configuration", keys: ConfigurationKey.self)
    let required: [ConfigurationKey] = [.title, .logs, .templates, .output]
    if case .object = root.value {
      for key in required where nodes[key] == nil {
        reader.report("missing key '\(key.rawValue)'", at: root.position)
      }
      if nodes[.packs] == nil && nodes[.queries] == nil {
        reader.report("missing key 'packs' or 'queries'", at: root.position)
      }
    }
    if let node = nodes[.schema] { _ = reader.string(node, "$schema") }
    let title = nodes[.title].flatMap { reader.string($0, "title") }
    let logs = nodes[.logs].map { logRoots($0) } ?? []
    let templates = nodes[.templates].flatMap { existing($0, "templates", [.folder]) }
    let output = nodes[.output].flatMap { outputFolder($0, outside: logs) }
    var configuration = Configuration(
      file: file,
      title: title ?? "",
      organization: nodes[.organization].flatMap { reader.string($0, "organization") },
      logs: logs,
      scope: nodes[.scope].map { scope($0) } ?? Scope(),
      duplicates: nodes[.duplicates].flatMap { duplicates($0) } ?? .remove,
      expected: nodes[.expected].map { expected($0) } ?? ExpectedSources(),
      accountNames: nodes[.accountNames].map { accountNames($0) } ?? [:],
      tables: nodes[.tables].map { tables($0) } ?? [],
      locations: nodes[.locations].map { locations($0) } ?? [],
      packs: nodes[.packs].map { packs($0) } ?? [],
      queries: nodes[.queries].map { inlineQueries($0) } ?? [],
      parameters: nodes[.parameters].map { parameters($0, "parameters") } ?? [:],
      queryParameters: queryParameters,
      entityPages: entityPages(nodes[.entities]),
      integrity: nodes[.integrity].flatMap { integrity($0) },
      templates: templates ?? "",
      output: output ?? "",
      pageSize: Configuration.defaultPageSize,
      workers: nodes[.workers].flatMap { reader.integer($0, "workers", in: WorkerCount.bounds) },
      limits: nodes[.limits].map { limits($0) } ?? ScanLimits(),
      damaged: nodes[.damaged].flatMap { damagedFiles($0) } ?? .salvage,
      memoryLimit: nodes[.memoryLimit].flatMap { memoryLimit($0) } ?? MemoryBudget.defaultLimit,
      secrets: nodes[.secrets].flatMap { choice($0, "secrets") } ?? .mask,
      signing: nodes[.sign].flatMap { signing($0) },
      nowMicroseconds: nodes[.now].flatMap { instant($0) },
      sum: ""
    )
    if let size = nodes[.pageSize].flatMap({ reader.integer($0, "pageSize", in: 1...5000) }) {
      configuration.pageSize = size
    }
    return configuration
  }

  // MARK: Paths

  private mutating func logRoots(_ node: JSONNode) -> [LogRoot] {
    let written = reader.strings(node, "logs")
    if case .array(let elements) = node.value, elements.isEmpty {
      reader.report("logs: expected at least one folder", at: node.position)
    }
    return written.compactMap { text, element in
      if text == LogFolders.standardInput { return LogRoot(path: text, written: text) }
      return existing(element, "logs", [.folder, .file]).map { LogRoot(path: $0, written: text) }
    }
  }

  private mutating func packs(_ node: JSONNode) -> [ConfiguredPath] {
    reader.strings(node, "packs").compactMap { _, element in
      existing(element, "packs", [.folder, .file]).map {
        ConfiguredPath(path: $0, position: element.position)
      }
    }
  }

  /// A path at which something of the wanted kind stands.
  mutating func existing(
    _ node: JSONNode,
    _ name: String,
    _ kinds: [Files.Kind]
  ) -> String? {
    guard let written = reader.string(node, name) else { return nil }
    let path = Files.resolve(written, in: base)
    let wanted = kinds.count > 1 ? "folder or file" : kinds == [.file] ? "file" : "folder"
    switch Files.kind(of: path) {
    case nil:
      let names = Files.names(in: Files.folder(of: path))
      let near = NearestName.nearest(Files.name(of: path), in: names)
      let hint = near.map { ", did you mean '\(Files.sibling($0, of: written))'?" } ?? ""
      reader.report("\(name): no \(wanted) '\(written)'\(hint)", at: node.position)
      return nil
    case .some(let kind) where !kinds.contains(kind):
      reader.report("\(name): expected a \(wanted): '\(written)'", at: node.position)
      return nil
    case .some: return path
    }
  }

  /// The folder of the reports; it need not be there yet, and may not stand among the logs.
  private mutating func outputFolder(_ node: JSONNode, outside logs: [LogRoot]) -> String? {
    guard let written = reader.string(node, "output") else { return nil }
    let path = Files.resolve(written, in: base)
    if let problem = OutputFolder.problem(path, logs: logs) {
      reader.report("output: \(problem)", at: node.position)
      return nil
    }
    return path
  }

  private mutating func signing(_ node: JSONNode) -> Signing? {
    let nodes = reader.object(node, "sign", keys: SignKey.self)
    guard case .object = node.value else { return nil }
    for key in SignKey.allCases where nodes[key] == nil {
      reader.report("missing key '\(key.rawValue)' in sign", at: node.position)
    }
    let tool: Signing.Tool? = nodes[.tool].flatMap { choice($0, "sign.tool") }
    let key = nodes[.key].flatMap { existing($0, "sign.key", [.file]) }
    guard let tool, let key else { return nil }
    // Reports are signed from another folder than the program was started in.
    return Signing(tool: tool, key: Files.absolute(key))
  }

  /// One of a few words.
  private mutating func choice<Choice>(
    _ node: JSONNode,
    _ name: String
  ) -> Choice? where Choice: RawRepresentable<String> & CaseIterable {
    guard let text = reader.string(node, name) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let hint = reader.nearest(to: text, among: Choice.allCases.map(\.rawValue))
    reader.report("\(name): unknown value '\(text)'\(hint)", at: node.position)
    return nil
  }

  // MARK: Scope

  private mutating func scope(_ node: JSONNode) -> Scope {
    if case .string("all") = node.value { return Scope() }
    guard case .object = node.value else {
      reader.reportType(node, "scope", expected: "\"all\" or an object")
      return Scope()
    }
    let nodes = reader.object(node, "scope", keys: ScopeKey.self)
    var scope = Scope()
    if let accounts = nodes[.accounts] {
      scope.accounts = reader.strings(accounts, "scope.accounts").compactMap { text, element in
        checkedAccount(text, "scope.accounts", at: element.position)
      }
    }
    if let regions = nodes[.regions] {
      scope.regions = reader.strings(regions, "scope.regions").map(\.text)
    }
    scope.from = nodes[.from].flatMap { day($0, "scope.from") }
    scope.to = nodes[.to].flatMap { day($0, "scope.to") }
    if let from = scope.from, let to = scope.to, to < from, let node = nodes[.to] {
      reader.report("scope.to: \(to) is before scope.from, \(from)", at: node.position)
    }
    return scope
  }

  private mutating func duplicates(_ node: JSONNode) -> DuplicatePolicy? {
    guard let text = reader.string(node, "duplicates") else { return nil }
    if let policy = DuplicatePolicy(rawValue: text) { return policy }
    reader.report("duplicates: expected 'remove' or 'keep', found '\(text)'", at: node.position)
    return nil
  }

  private mutating func day(_ node: JSONNode, _ name: String) -> Day? {
    guard let text = reader.string(node, name) else { return nil }
    if let day = Day(text) { return day }
    reader.report("\(name): expected a day as YYYY-MM-DD, found '\(text)'", at: node.position)
    return nil
  }

  private mutating func instant(_ node: JSONNode) -> Int64? {
    guard let text = reader.string(node, "now") else { return nil }
    if let instant = Instant(text) { return instant.microseconds }
    reader.report(
      "now: expected a time in UTC as YYYY-MM-DDThh:mm:ssZ, found '\(text)'",
      at: node.position
    )
    return nil
  }

  /// A number of bytes with its unit: `128MB`.
  private mutating func memoryLimit(_ node: JSONNode) -> Int? {
    guard let text = reader.string(node, "memoryLimit") else { return nil }
    let units = [("KB", 10), ("MB", 20), ("GB", 30)]
    for (unit, shift) in units where text.hasSuffix(unit) {
      let digits = text.dropLast(unit.count)
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
        let byteCount = Int(exactly: Double(number) * Double(1 << shift)),
        (Self.leastMemory...Self.mostMemory).contains(byteCount)
      else { break }
      return byteCount
    }
    reader.report(
      "memoryLimit: expected a size from 1MB to 1024GB such as 128MB, found '\(text)'",
      at: node.position
    )
    return nil
  }

  private static let leastMemory = 1 << 20
  private static let mostMemory = 1 << 40

  mutating func checkedAccount(
    _ text: String,
    _ name: String,
    at position: JSONPosition
  ) -> String? {
    if text.utf8.count == 12, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return text }
    reader.report("\(name): expected an account id of 12 digits, found '\(text)'", at: position)
    return nil
  }

  private mutating func accountNames(_ node: JSONNode) -> [String: String] {
    guard case .object(let members) = node.value else {
      reader.reportType(node, "accountNames", expected: "an object of account ids and names")
      return [:]
    }
    var names: [String: String] = [:]
    for member in members {
      let id = checkedAccount(member.key, "accountNames", at: member.position)
      let name = reader.string(member.node, "accountNames.\(member.key)")
      if let id, let name { names[id] = name }
    }
    return names
  }

  // MARK: Queries and entities

  private mutating func inlineQueries(_ node: JSONNode) -> [AuditQuery] {
    guard case .array(let elements) = node.value else {
      reader.reportType(node, "queries", expected: "an array of objects")
      return []
    }
    return elements.enumerated().compactMap { inlineQuery($1, "queries[\($0)]") }
  }

  /// A query by the rules of a query file's head; each value keeps its place.
  private mutating func inlineQuery(_ node: JSONNode, _ name: String) -> AuditQuery? {
    let nodes = reader.object(node, name, keys: InlineQueryKey.self)
    guard case .object = node.value else { return nil }
    for key in [InlineQueryKey.id, .title, .sql] where nodes[key] == nil {
      reader.report("missing key '\(key.rawValue)' in \(name)", at: node.position)
    }
    var texts: [InlineQueryKey: String] = [:]
    for key in InlineQueryKey.allCases where key != .parameters {
      guard let value = nodes[key] else { continue }
      texts[key] = text(value, "\(name).\(key.rawValue)", joinedBy: key.listSeparator)
    }
    guard let id = texts[.id], texts[.title] != nil, let sql = texts[.sql] else { return nil }
    let values = InlineQueryKey.allCases.compactMap { key in
      key == .id || key == .sql
        ? nil : texts[key].map { (key.rawValue, $0, (nodes[key] ?? node).position.place) }
    }
    if let node = nodes[.parameters] {
      queryParameters[id] = parameters(node, "\(name).parameters")
    }
    let sqlPosition = (nodes[.sql] ?? node).position
    do throws(PackError) {
      let query = try QueryFile.inline(
        id: id,
        sql: sql,
        values: values,
        file: file,
        at: node.position.place
      )
      // Lines and columns of SQL in a JSON string are not those of the file.
      return AuditQuery(
        id: id,
        metadata: query.metadata,
        sql: sql,
        file: "\(file):\(sqlPosition.line):\(sqlPosition.column): query '\(id)'"
      )
    } catch {
      for issue in error.issues {
        let position = issue.place.map { JSONPosition(line: $0.line, column: $0.column) }
        reader.report(
          issue.message + (issue.hint.map { ", \($0)" } ?? ""),
          at: position ?? node.position
        )
      }
      return nil
    }
  }

  /// A string; for a key that is a list, an array of strings as well.
  private mutating func text(
    _ node: JSONNode,
    _ name: String,
    joinedBy separator: String?
  ) -> String? {
    guard let separator else { return reader.string(node, name) }
    let parts = reader.strings(node, name).map(\.text)
    return parts.isEmpty ? nil : parts.joined(separator: separator)
  }

  private mutating func entityPages(_ node: JSONNode?) -> [EntityKind: Int] {
    var pages: [EntityKind: Int] = [:]
    guard let node else { return pages }
    for (kind, limit) in reader.object(node, "entities", keys: EntityKind.self) {
      let name = "entities.\(kind.rawValue)"
      let nodes = reader.object(limit, name, keys: EntityLimitKey.self)
      guard let value = nodes[.pages] else { continue }
      pages[kind] = reader.integer(value, "\(name).pages", in: 0...1_000_000)
    }
    return pages
  }
}

extension InlineQueryKey {
  /// What stands between the parts in the head of a query file, where the key is a list.
  fileprivate var listSeparator: String? {
    switch self {
    case .controls: "; "
    case .per, .link: ", "
    case .id, .title, .sql, .description, .section, .severity, .expect, .parameters: nil
    }
  }
}

extension JSONPosition {
  fileprivate var place: TextPlace { TextPlace(line: line, column: column) }
}

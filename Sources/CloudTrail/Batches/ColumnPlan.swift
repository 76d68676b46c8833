// SPDX-License-Identifier: Apache-2.0
import Columns

/// How the asked-for columns are filled: from which paths, in which form.
///
/// Text columns whose values repeat become dictionary codes, and so do the beginnings of texts. Columns with a value of their own in
/// nearly every record, and columns of any type but `varchar`, stay places in the text until
/// somebody asks for a row.
struct ColumnPlan {
  /// Where one column of a batch comes from.
  enum Source {
    /// The same for a whole file: `account`, `region`, `year`, `month`, `day`, `date`.
    case partition(String, ValueShape)
    case path
    /// A number among `codes`.
    case dictionary(Int)
    /// A number among `spans`.
    case spans(Int)

    /// The value of a column that is the same for a whole file; nil for all others.
    func constant(of file: LogFile, at location: Text) -> Value? {
      switch self {
      case .partition(let name, let shape): file.value(ofPartition: name, shape)
      case .path: .varchar(location)
      case .dictionary, .spans: nil
      }
    }
  }

  /// A column of codes: where its texts stand, and how many code points of them are enough.
  struct CodeColumn: Equatable {
    let slot: Int
    let prefixLength: Int?
  }

  /// A column that stays a place in the text.
  struct SpanColumn {
    let slot: Int
    let shape: ValueShape
    /// Whether its texts are short, and wanted of nearly every row.
    let takesShortTexts: Bool
  }

  /// What a scope may have to look at in each record.
  struct ScopeSlots {
    let time: Int?
    /// The begin of an aggregated record, which has no time of its own.
    let windowStart: Int?
    let account: Int?
    /// The account of an aggregated record.
    let ownAccount: Int?
    let region: Int?
  }

  /// Paths whose values hardly repeat, or are long: a dictionary would only copy them.
  private static let unrepeated: Set<[String]> = [
    ["eventid"], ["eventtime"], ["requestid"], ["sharedeventid"], ["errormessage"],
    ["requestparameters"], ["responseelements"], ["additionaleventdata"], ["serviceeventdetails"],
    [],
  ]

  let trie: KeyTrie
  /// In the order the columns were asked for.
  let sources: [Source]
  let codes: [CodeColumn]
  let spans: [SpanColumn]
  let recordSlot: Int?
  /// Tells events from records of other kinds.
  let kindSlot: Int
  let scopeSlots: ScopeSlots
  /// Always there: every record is compared with those before it.
  let identitySlots: RecordIdentities.Slots

  init(columns: [ScanColumn], scope: Scope) {
    let timePath = scope.isLimitedInTime ? ["eventtime"] : nil
    let windowPath = scope.isLimitedInTime ? ["timewindow", "windowstart"] : nil
    let accountPath = scope.accounts == nil ? nil : ["recipientaccountid"]
    let ownAccountPath = scope.accounts == nil ? nil : ["accountid"]
    let regionPath = scope.regions == nil ? nil : ["awsregion"]
    let asked = columns.compactMap { column -> [String]? in
      if case .record(let path) = column.origin { Self.place(of: column, path) } else { nil }
    }
    let kindPath = ["eventcategory"]
    let trie = KeyTrie(
      paths: asked + [kindPath] + Self.identityPaths
        + [timePath, windowPath, accountPath, ownAccountPath, regionPath].compactMap { $0 }
    )
    var sources: [Source] = []
    var codes: [CodeColumn] = []
    var spans: [SpanColumn] = []
    for column in columns {
      switch column.origin {
      case .partition(let name): sources.append(.partition(name, ValueShape(column.type)))
      case .path: sources.append(.path)
      case .record(let path):
        guard let slot = trie.slot(of: Self.place(of: column, path)) else { continue }
        if Self.repeats(column, path) {
          let code = CodeColumn(slot: slot, prefixLength: column.prefixLength)
          let number = codes.firstIndex(of: code) ?? codes.count
          if number == codes.count { codes.append(code) }
          sources.append(.dictionary(number))
        } else {
          sources.append(.spans(spans.count))
          let shape = Self.shape(of: column, path)
          let takesShortTexts = path == ["eventtime"] && shape.isWholeText
          spans.append(SpanColumn(slot: slot, shape: shape, takesShortTexts: takesShortTexts))
        }
      }
    }
    self.trie = trie
    self.sources = sources
    self.codes = codes
    self.spans = spans
    recordSlot = trie.slot(of: [])
    // Every path that was put in has a slot.
    kindSlot = trie.slot(of: kindPath) ?? 0
    scopeSlots = ScopeSlots(
      time: timePath.flatMap(trie.slot(of:)),
      windowStart: windowPath.flatMap(trie.slot(of:)),
      account: accountPath.flatMap(trie.slot(of:)),
      ownAccount: ownAccountPath.flatMap(trie.slot(of:)),
      region: regionPath.flatMap(trie.slot(of:))
    )
    let identity = Self.identityPaths.compactMap(trie.slot(of:))
    identitySlots = RecordIdentities.Slots(
      identifier: identity[0],
      account: identity[1],
      time: identity[2],
      shared: identity[3]
    )
  }

  private static let identityPaths = [
    ["eventid"], ["recipientaccountid"], ["eventtime"], ["sharedeventid"],
  ]

  /// Whether a column's values are texts that repeat: the beginnings of any text do.
  private static func repeats(_ column: ScanColumn, _ path: [String]) -> Bool {
    column.type == .string && !column.spellsNull
      && (column.prefixLength != nil || !unrepeated.contains(path))
  }

  /// Where a column's values are found: to tell null from an absent key, the whole record is needed.
  private static func place(of column: ScanColumn, _ path: [String]) -> [String] {
    column.spellsNull ? [] : path
  }

  private static func shape(of column: ScanColumn, _ path: [String]) -> ValueShape {
    if column.spellsNull { return .spelledMember(Array((path.last ?? "").utf8)) }
    if path.isEmpty, case .array(let element) = column.type { return .only(ValueShape(element)) }
    return ValueShape(column.type)
  }
}

extension ValueShape {
  /// Whether a value is the text that stands in its place.
  var isWholeText: Bool {
    if case .text(maximumLength: nil) = self { true } else { false }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What a source found in its input: what was read, what was passed over, and what was wrong.
public struct Evidence: Sendable, Equatable {
  /// The roots as they were configured.
  public var roots: [Text]
  /// Every file that was opened to be read for records, in the order of the tree.
  public var files: [FileEvidence]
  /// What was recognised and not read, by kind, in the order of the kind.
  public var skipped: [SkippedInput]
  /// Places that could not even be listed.
  public var unlisted: [InputIssue]
  /// The time that the digests of the logs speak for, in any order; empty where none were checked.
  public var digestCoverage: [DigestInterval]
  /// What the digests say of the logs; nil where none were checked.
  public var integrity: IntegrityEvidence?

  /// Gathers findings.
  public init(
    roots: [Text] = [],
    files: [FileEvidence] = [],
    skipped: [SkippedInput] = [],
    unlisted: [InputIssue] = [],
    digestCoverage: [DigestInterval] = [],
    integrity: IntegrityEvidence? = nil
  ) {
    self.roots = roots
    self.files = files
    self.skipped = skipped
    self.unlisted = unlisted
    self.digestCoverage = digestCoverage
    self.integrity = integrity
  }

  /// Every issue, in the order of the tree: what makes a run end with exit code 3.
  public var issues: [InputIssue] { unlisted + files.compactMap(\.issue) }
}

/// What one file gave.
public struct FileEvidence: Sendable, Equatable {
  /// Relative to its root, as bytes: it need not be UTF-8.
  public var path: Text
  /// Which of `Evidence.roots` it stands under.
  public var root: Int
  /// From the path or the file's name, where they tell.
  public var account: String?
  /// From the path or the file's name, where they tell.
  public var region: String?
  /// `YYYY-MM-DD`: the day the file was delivered, from the path or the name.
  public var day: String?
  /// The file's size.
  public var storedByteCount: Int
  /// The SHA-256 of the file as it is stored; nil where it was not asked for or could not be read.
  public var storedSum: SHA256Sum?
  /// The size of its text.
  public var inflatedByteCount: Int
  /// All events of the file.
  public var recordCount: Int
  /// Events whose time, account or region lies outside the report's scope.
  public var outsideScopeCount: Int
  /// Records of the scope that an earlier file, or an earlier place of this one, holds as well: of
  /// the same event identifier, recipient account and day.
  public var duplicateCount: Int
  /// Records of the scope, copies left out, whose day is over when their file was delivered, by the
  /// days of both.
  public var lateCount: Int
  /// Records of the scope, copies left out, that name a `sharedEventID`: another account may have
  /// its own record of the same event.
  public var sharedCount: Int
  /// Records of the scope that are left out because of the file's verdict; no other count but
  /// `recordCount` holds them.
  public var untrustedCount: Int
  /// What the digests say of the file; nil where none were checked.
  public var verdict: FileVerdict?
  /// SHA-256 of the file's text in hexadecimal digits; nil where no digests were checked.
  public var textHash: String?
  /// Why the file, or a part of it, was not used.
  public var issue: InputIssue?
  /// The form its records came in, for people; empty when none was recognised.
  public var form = ""
  /// Whether a log file is no longer written as CloudTrail writes it, so that no digest fits it.
  public var isReformatted = false
  /// Records of any kind that were saved from a damaged file; they are counted in the others too.
  public var salvagedCount = 0
  /// Records of any kind that were left out because they exceed a limit or are not JSON.
  public var refusedCount = 0
  /// Messages and lines beside the records that hold none, such as control messages.
  public var foreignCount = 0
  /// Records that are no events, by kind.
  public var others: [OtherRecords] = []

  /// Makes the account of one file.
  public init(
    path: Text,
    root: Int,
    account: String? = nil,
    region: String? = nil,
    day: String? = nil,
    storedByteCount: Int = 0,
    storedSum: SHA256Sum? = nil,
    inflatedByteCount: Int = 0,
    recordCount: Int = 0,
    outsideScopeCount: Int = 0,
    duplicateCount: Int = 0,
    lateCount: Int = 0,
    sharedCount: Int = 0,
    untrustedCount: Int = 0,
    verdict: FileVerdict? = nil,
    textHash: String? = nil,
    issue: InputIssue? = nil
  ) {
    self.path = path
    self.root = root
    self.account = account
    self.region = region
    self.day = day
    self.storedByteCount = storedByteCount
    self.storedSum = storedSum
    self.inflatedByteCount = inflatedByteCount
    self.recordCount = recordCount
    self.outsideScopeCount = outsideScopeCount
    self.duplicateCount = duplicateCount
    self.lateCount = lateCount
    self.sharedCount = sharedCount
    self.untrustedCount = untrustedCount
    self.verdict = verdict
    self.textHash = textHash
    self.issue = issue
  }
}

/// Records of one file that are not counted as events.
public struct OtherRecords: Sendable, Equatable {
  /// What they are.
  public var kind: RecordKind
  /// All of them.
  public var count: Int
  /// Those outside the report's scope.
  public var outsideScopeCount: Int

  /// Makes a count.
  public init(kind: RecordKind, count: Int, outsideScopeCount: Int) {
    self.kind = kind
    self.count = count
    self.outsideScopeCount = outsideScopeCount
  }
}

/// Something about the input that a reader of the report must know.
public struct InputIssue: Sendable, Equatable {
  /// What is wrong, in one word.
  public enum Kind: String, Sendable, CaseIterable {
    case unreadable, truncated, corrupt, empty, notJSON, noRecords, trailingData, tooLarge
    case malformedRecord, notRegularFile, changed, tooMany
  }

  /// What is wrong, in one word.
  public var kind: Kind
  /// The file or folder, relative to its root.
  public var path: Text
  /// Lower case, without a full stop: what was found and where, what was expected.
  public var reason: String

  /// Makes an issue.
  public init(_ kind: Kind, path: Text, reason: String) {
    self.kind = kind
    self.path = path
    self.reason = reason
  }
}

/// Files of one kind that carry no records for this run.
public struct SkippedInput: Sendable, Equatable {
  /// For people: `CloudTrail digest`, `CloudTrail Insights`, `VPC flow logs`, `outside the scope`.
  public var kind: String
  /// Why such files are not read.
  public var reason: String
  /// How many files.
  public var fileCount: Int
  /// Their sizes added up.
  public var byteCount: Int
  /// The first of them, in the order of the tree.
  public var example: Text

  /// Makes the account of one kind.
  public init(kind: String, reason: String, fileCount: Int, byteCount: Int, example: Text) {
    self.kind = kind
    self.reason = reason
    self.fileCount = fileCount
    self.byteCount = byteCount
    self.example = example
  }
}
